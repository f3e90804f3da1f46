import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documentOf, emptyFolder, homeport } from "./start.ts";

const server = { name: "example.com", install: "debian", addresses: ["198.51.100.7"] };
const WEBSITE = { "example.com": { certificate: { names: ["example.com"], issuer: "public" } } };
const ELSEWHERE = { "example.com": { A: ["198.51.100.80"] } };
const DELEGATED = { ...ELSEWHERE, "matrix.example.com": { A: ["198.51.100.7"] } };

async function plan(world: object, ...options: readonly string[]) {
  const file = join(await emptyFolder(), "world.json");
  await writeFile(file, JSON.stringify({ format: 1, now: "2026-11-26T00:00:00Z", ...world }));
  return homeport(["plan", "example.com", "--world", file, ...options]);
}

function plainly({ stdout }: { readonly stdout: string }): string {
  return stdout.replaceAll(/\s+/g, " ");
}

const asksForFile = { server, control: { web: "other" }, dns: DELEGATED, https: WEBSITE };

test("A file that somebody else puts on the website comes with the message to send, its headers and what shows that it is done", async () => {
  const text = plainly(await plan(asksForFile, "--explain"));
  expect(text).toContain("A message to send: Hello, our Matrix server is called example.com.");
  expect(text).toContain('{"m.server":"matrix.example.com:8448"}');
  expect(text).toContain("Content-Type: application/json");
  expect(text).toContain("Access-Control-Allow-Origin: *");
  expect(text).toMatch(/Cache-Control: max-age=\d+/);
  expect(text).toContain("Done when: https://example.com/.well-known/matrix/server answers");
});

test("The message to send stands with its step in the document too", async () => {
  const document = documentOf(await plan(asksForFile, "--json"));
  const steps = document["steps"] as readonly { readonly id: string; readonly message?: string }[];
  const asked = steps.find(({ id }) => id === "ask-well-known");
  expect(asked?.message).toContain("https://example.com/.well-known/matrix/client");
  expect(steps.filter(({ message }) => message !== undefined)).toEqual([asked]);
});

test("A record that somebody else makes comes with a message that has the record in it", async () => {
  const world = { server, control: { dns: "other" }, dns: ELSEWHERE, https: WEBSITE };
  const text = plainly(await plan(world, "--explain"));
  expect(text).toContain("Please make these DNS records:");
  expect(text).toContain("matrix.example.com. 3600 IN A 198.51.100.7");
  expect(text).toContain("Done when: The name servers of the domain answer");
});

test("A file that the person puts on the website is shown with its headers, and without a message", async () => {
  const { control: _, ...mine } = asksForFile;
  const text = plainly(await plan(mine, "--explain"));
  expect(text).toContain("Content-Type: application/json");
  expect(text).not.toContain("A message to send:");
});

test("A text that a person puts into the web server is shown whole, though an earlier step has put in part of it", async () => {
  const world = {
    server: { ...server, proxy: "apache", listeners: [{ port: 8008, tls: false }] },
    dns: DELEGATED,
    https: WEBSITE,
  };
  const { stdout } = await plan(world, "--explain");
  const site = stdout.slice(stdout.indexOf("Let the web server pass Matrix requests on"));
  expect(site).toContain("+ <VirtualHost *:80>");
  expect(site).toContain("+ <VirtualHost *:443>");
});
