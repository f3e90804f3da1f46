import { expect, test } from "vitest";
import { documentOf, emptyFolder, homeport } from "./start.ts";

const MINUTE = 60_000;

test("undo of a name that nothing was changed for says that, with 64", async () => {
  const { exit, stdout } = await homeport(["undo", "two.example"]);
  expect(exit).toBe(64);
  expect(stdout).toContain("Nothing was changed for two.example");
  const run = await homeport(["undo", "20261126-160639576-hvnp"]);
  expect([run.exit, run.stdout]).toEqual([64, expect.stringContaining("There is no such run")]);
});

test(
  "renew before apply says that there is nothing to renew, and names apply",
  {
    timeout: MINUTE,
  },
  async () => {
    const { exit, stdout } = await homeport(["renew", "two.example", "--practice"]);
    expect(exit).toBe(1);
    expect(stdout).toContain("Nothing to renew yet for two.example.");
    expect(stdout).toMatch(/^ {4}homeport apply two\.example --practice$/m);
  },
);

test(
  "what was done on two machines is told with its machine, and taken back path by path once",
  {
    timeout: 2 * MINUTE,
  },
  async () => {
    const state = await emptyFolder();
    const run = (...args: readonly string[]) => homeport([...args, "--practice", "--state", state]);
    const applied = await run("apply", "two.example", "--yes", "--quiet");
    expect(applied.stdout).toContain("certificate from the practice CA");
    const { receipt } = documentOf(await run("receipt", "two.example", "--json"));
    const done = receipt as { readonly run: string; readonly steps: readonly { id: string }[] };
    const id = done.run;
    const shown = (await run("receipt", id.slice(-4))).stdout;
    expect(shown).toContain("root@matrix.two.example:22, root@two.example:22");
    expect(shown).toMatch(/\.well-known\/matrix\/server\s+\(root@two\.example:22\)/);
    const would = (await run("undo", "two.example", "--dry-run", "--quiet")).stdout;
    expect(would).not.toMatch(/\.new$|acme-challenge/m);
    const { exit, stdout, stderr } = await run("undo", "two.example", "--yes");
    expect(exit).toBe(0);
    // Two steps may be called the same (a web server that reads its files anew, twice); each is told once.
    const changing = done.steps.filter((step) => !step.id.startsWith("prove"));
    expect(stderr.match(/← .*/g)).toHaveLength(changing.length);
    const paths = stdout.match(/^ {2}- \S+/gm) ?? [];
    expect([paths.length > 0, new Set(paths).size]).toEqual([true, paths.length]);
    expect(stdout).toMatch(/^ {2}homeport check two\.example --practice/m);
  },
);
