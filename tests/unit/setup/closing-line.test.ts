import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { paths } from "../../../build/paths.ts";

const CONFIG = `
  import { ClosingLine } from "${join(paths.root, "tests/setup/closing-line.ts")}";
  export default {
    test: { include: ["*.test.ts"], retry: 1, reporters: ["default", new ClosingLine()] },
  };
`;

const TESTS = `
  import { expect, test } from "vitest";
  test("good", () => expect(1).toBe(1));
  test("bad", () => expect(1).toBe(2));
  test.skip("left out", () => expect(1).toBe(3));
  let tries = 0;
  test("at last", () => expect(++tries).toBe(2));
`;

test("a run ends with second tries and sums; a file that does not load is a failure", () => {
  mkdirSync(paths.out, { recursive: true });
  // Inside the project, where the planted tests find vitest.
  const folder = mkdtempSync(join(paths.out, "closing-line-"));
  try {
    writeFileSync(join(folder, "vitest.config.mjs"), CONFIG);
    writeFileSync(join(folder, "mixed.test.ts"), TESTS);
    writeFileSync(join(folder, "broken.test.ts"), 'throw new Error("does not load");');
    const vitest = join(paths.root, "node_modules/vitest/vitest.mjs");
    const args = [vitest, "run", "--root", folder];
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect([status, ...stdout.trimEnd().split("\n").slice(-2)]).toEqual([
      1,
      "passed only at a second try: mixed.test.ts > at last",
      "2 passed, 2 failed, 1 skipped",
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
