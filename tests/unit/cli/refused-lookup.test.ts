import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createSpeak } from "../../../electron/cli/speak.ts";
import { emptyFolder, homeport } from "./start.ts";

const MINUTE = 60_000;
const speak = createSpeak("en");

const FAILING = {
  format: 1,
  server: { name: "example.com", version: "1.163.2", addresses: ["198.51.100.7"] },
  dns: {
    "example.com": { A: ["198.51.100.7"] },
    "_matrix-fed._tcp.example.com": { rcode: "SERVFAIL" },
    "_matrix._tcp.example.com": { rcode: "SERVFAIL" },
  },
  endpoints: { "198.51.100.7:8448": { certificate: { names: ["example.com"] } } },
};

test(
  "a plan refused for failing name servers says how they are mended",
  { timeout: MINUTE },
  async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, "world.json"), JSON.stringify(FAILING));
    const { exit, stdout } = await homeport(["plan", "example.com", "--world", "world.json"], {
      folder,
    });
    expect(exit).toBe(1);
    const text = stdout.replaceAll(/\s+/g, " ");
    expect(text).toContain("The SRV lookup of _matrix-fed._tcp.example.com fails");
    expect(text).toContain("Ask whoever runs these name servers");
    expect(text).not.toContain("(srv-lookup-error)");
  },
);

test("what stands in the way is called by its title inside a sentence, or by its code where it has none", () => {
  const said = (why: string) =>
    speak.reason({ code: "era-not-reached", data: { era: "1.0", why } });
  expect(said("cert-self-signed")).toMatch(/reach you: the certificate is self-signed\.$/);
  expect(said("port-timeout")).toMatch(/: Port of the server gives no answer\.$/);
  expect(said("something-new")).toMatch(/: something-new\.$/);
});

test(
  "a table of eras says once as which versions its rows are judged",
  { timeout: MINUTE },
  async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, "world.json"), JSON.stringify(FAILING));
    for (const command of ["eras", "faq"]) {
      const { stdout } = await homeport([command, "example.com", "--world", "world.json"], {
        folder,
      });
      const text = stdout.replaceAll(/\s+/g, " ");
      expect(
        text.split("Each row is judged as one version of it: 0.34.1.1, 0.99.5.2"),
      ).toHaveLength(2);
    }
  },
);
