import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documentOf, emptyFolder, homeport } from "./start.ts";

/** The file is right, and an old record leads those who read none to a machine that is silent. */
const WORLD = {
  format: 1,
  now: "2026-11-26T00:00:00Z",
  server: {
    name: "example.com",
    version: "1.160.0",
    install: "debian",
    addresses: ["198.51.100.7"],
  },
  dns: {
    "example.com": { A: ["198.51.100.80"] },
    "_matrix._tcp.example.com": { SRV: [{ port: 8448, target: "old.example.com" }] },
    "matrix.example.com": { A: ["198.51.100.7"] },
    "old.example.com": { A: ["198.51.100.90"] },
  },
  https: {
    "example.com": {
      certificate: { names: ["example.com"] },
      "/.well-known/matrix/server": { json: { "m.server": "matrix.example.com:8448" } },
    },
  },
  endpoints: {
    "198.51.100.7:8448": { certificate: { names: ["matrix.example.com"] } },
    "198.51.100.90:8448": { silent: true },
  },
};

test.each(["plan", "eras"])(
  "%s warns of a record beside the file that leads old peers astray",
  async (command) => {
    const file = join(await emptyFolder(), "world.json");
    await writeFile(file, JSON.stringify(WORLD));
    const document = documentOf(
      await homeport([command, "example.com", "--world", file, "--json"]),
    );
    expect(document["exit"]).toBe(0);
    expect(document["problems"]).toMatchObject([
      { code: "srv-stale-beside-well-known", severity: "warning" },
    ]);
  },
);
