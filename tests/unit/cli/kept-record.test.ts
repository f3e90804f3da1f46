import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { emptyFolder, homeport } from "./start.ts";

/** FAQ example 4: a record for 0.34, and a certificate for the delegated name alone. */
const WORLD = {
  format: 1,
  now: "2026-11-26T00:00:00Z",
  server: { name: "example.com", install: "debian", addresses: ["198.51.100.7"], proxy: "nginx" },
  dns: {
    "example.com": { A: ["198.51.100.80"] },
    "_matrix._tcp.example.com": {
      SRV: [{ priority: 10, weight: 5, port: 443, target: "matrix.example.com" }],
    },
    "matrix.example.com": { A: ["198.51.100.7"] },
  },
  https: { "example.com": { certificate: { names: ["example.com"], issuer: "public" } } },
  endpoints: {
    "198.51.100.7:443": { certificate: { names: ["matrix.example.com"], issuer: "public" } },
  },
};

test("A plan says without being asked for whom an old record stays, and until when", async () => {
  const world = join(await emptyFolder(), "world.json");
  await writeFile(world, JSON.stringify(WORLD));
  const { exit, stdout } = await homeport(["plan", "example.com", "--world", world]);
  const text = stdout.replaceAll(/\s+/g, " ");
  expect(exit).toBe(0);
  expect(text).toContain("stays: software up to 0.34 knows nothing else");
  expect(text).toContain("It can go once no server up to 0.34 matters to you.");
});
