import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documentOf, emptyFolder, homeport } from "./start.ts";

const OWN = "198.51.100.7";
const server = { name: "example.com", version: "1.163.2", install: "debian", addresses: [OWN] };

async function plan(world: object, ...options: readonly string[]) {
  const file = join(await emptyFolder(), "world.json");
  await writeFile(file, JSON.stringify({ format: 1, server, ...world }));
  return homeport(["plan", "example.com", "--world", file, ...options]);
}

const byDnsAlone = {
  control: { web: "nobody", dns: "me" },
  dns: { "example.com": { A: ["198.51.100.80"] }, "matrix.example.com": { A: [OWN] } },
};

test("A plan that needs a proof in DNS says so, names the record, and is no plan by HTTP-01", async () => {
  const free = await plan(byDnsAlone);
  expect(free.exit).toBe(0);
  const text = free.stdout.replaceAll(/\s+/g, " ");
  expect(text).toContain("DNS-01");
  expect(text).toContain("_acme-challenge.example.com");
  expect(text).toContain("/etc/homeport/tls/example.com/privkey.pem");
  const bound = await plan(byDnsAlone, "--challenge", "http-01", "--json");
  expect(bound.exit).toBe(1);
  expect(documentOf(bound)["digest"]).toBeNull();
});

test("A CAA record that names another authority stands against an order from Let's Encrypt alone", async () => {
  const world = { dns: { "example.com": { A: [OWN], CAA: ['0 issue "ca.example.net"'] } } };
  const refused = await plan(world);
  expect(refused.exit).toBe(1);
  expect(refused.stdout).toContain("ca.example.net");
  const other = await plan(world, "--acme-directory", "https://acme.example/directory");
  expect(other.exit).toBe(0);
  expect(other.stdout).toContain("ca.example.net");
});

test("A failing lookup of the name's address is a problem that is told beside the plan", async () => {
  const world = { dns: { "example.com": { rcode: "SERVFAIL" } } };
  const told = await plan(world);
  expect(told.stdout.replaceAll(/\s+/g, " ")).toContain("Mend them first and plan again");
  const failing = await plan(world, "--json");
  expect(failing.exit).toBe(0);
  expect(documentOf(failing)["problems"]).toContainEqual(
    expect.objectContaining({ code: "dns-lookup-error" }),
  );
});
