import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { explainTerms, TERMS, termsIn } from "../../../shared/words/terms.ts";
import { homeport } from "../cli/start.ts";

const folder = mkdtempSync(join(tmpdir(), "homeport-terms-"));
afterAll(() => rmSync(folder, { recursive: true }));

const OWN = "198.51.100.7";
const WEB = "198.51.100.80";

/** Worlds that bring out every kind of answer: nothing published, a file beside a record, a record alone, a refusal. */
const worlds: { readonly [name: string]: object } = {
  here: { dns: { "example.com": { A: [OWN] } } },
  record: {
    control: { web: "other", dns: "me", certificateFor: ["matrix.example.com"] },
    dns: {
      "example.com": { A: [WEB] },
      "_matrix._tcp.example.com": {
        SRV: [{ priority: 10, weight: 5, port: 8448, target: "matrix.example.com" }],
      },
      "matrix.example.com": { A: [OWN] },
    },
    https: { "example.com": { certificate: { names: ["example.com"] } } },
  },
  noWebsite: {
    control: { web: "nobody", dns: "me" },
    dns: { "example.com": { A: [WEB] }, "matrix.example.com": { A: [OWN] } },
  },
  nothing: {
    control: { web: "nobody", dns: "nobody", certificateFor: [] },
    dns: { "example.com": { A: [WEB] } },
  },
};

function worldFile(name: string): string {
  const version = name === "record" ? "0.34.1.1" : name === "here" ? "0.99.0" : "1.160.0";
  const server = { name: "example.com", version, install: "debian", addresses: [OWN] };
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify({ format: 1, server, ...worlds[name] }));
  return path;
}

describe("terms", () => {
  test("are explained behind their first use and nowhere else", () => {
    const first = explainTerms("An SRV record leads there. The SRV record stays.", new Set());
    expect(first.text).toBe(
      "An SRV record (an entry of the domain that names a host and a port) leads there. The SRV record stays.",
    );
    expect(first.used.map(({ id }) => id)).toEqual(["srv"]);
    expect(explainTerms("An SRV record", new Set(["srv"])).text).toBe("An SRV record");
  });

  test("are not found in addresses, paths and names of records", () => {
    const text =
      "https://example.com/.well-known/matrix/server _matrix._tcp.example.com/SRV homeserver.yaml";
    expect(termsIn(text)).toEqual([]);
  });

  const commands = ["plan", "eras", "faq"];
  test.each(Object.keys(worlds).flatMap((world) => commands.map((each) => [each, world] as const)))(
    "that %s uses in the world %s are explained once, where they first stand",
    async (command, world) => {
      const explain = command === "plan" ? ["--explain"] : [];
      const { stdout } = await homeport([
        command,
        "example.com",
        "--world",
        worldFile(world),
        ...explain,
      ]);
      const text = stdout.replaceAll(/\s+/g, " ");
      const used = termsIn(text);
      expect(used.length).toBeGreaterThan(0);
      for (const { id, names, means } of used) {
        const at = text.indexOf(means);
        expect(at, `${id} is explained`).toBeGreaterThan(-1);
        expect(text.indexOf(means, at + 1), `${id} is explained once`).toBe(-1);
        const firstUse = Math.min(
          ...names.map((name) => text.indexOf(name)).filter((each) => each >= 0),
        );
        expect(firstUse, `${id} is explained where it stands`).toBeLessThan(at);
      }
    },
    30_000,
  );

  test("are in the words once each, with a meaning", () => {
    expect(TERMS.length).toBeGreaterThan(8);
    expect(TERMS.every(({ names, means }) => names.length > 0 && means.length > 10)).toBe(true);
  });
});
