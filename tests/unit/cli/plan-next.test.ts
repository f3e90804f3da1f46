import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { emptyFolder, homeport } from "./start.ts";

const OWN = "198.51.100.7";
const WEB = "198.51.100.80";
const server = { name: "example.com", version: "1.160.0", install: "debian", addresses: [OWN] };

async function planned(world: object): Promise<string> {
  const file = join(await emptyFolder(), "world.json");
  await writeFile(file, JSON.stringify({ format: 1, ...world }));
  const { stdout } = await homeport(["plan", "example.com", "--world", file]);
  return stdout.replaceAll(/\s+/g, " ");
}

test("a plan of records alone does not speak of steps on the machine", async () => {
  const text = await planned({
    server,
    dns: {
      "example.com": { A: [OWN] },
      "_matrix._tcp.example.com": { SRV: [{ port: 8448, target: "gone.example.com" }] },
    },
    endpoints: { [`${OWN}:8448`]: { certificate: { names: ["example.com"] } } },
  });
  expect(text).toContain("apply example.com --host root@YOUR-MACHINE --approve");
  expect(text).not.toContain("by hand");
});

test("an order that is proven in DNS is nobody's to approve: it leads to the plan with that certificate", async () => {
  const text = await planned({
    server: { ...server, listeners: [{ port: 8448, tls: true }] },
    control: { web: "nobody", dns: "me" },
    dns: { "example.com": { A: [WEB] }, "matrix.example.com": { A: [OWN] } },
  });
  expect(text).toContain("_acme-challenge.example.com");
  expect(text).toContain("--set certificate=own");
  expect(text).not.toContain("--approve");
});
