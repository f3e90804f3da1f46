import { expect, test } from "vitest";
import { closingLine } from "../../../build/closing-line.ts";

test("the closing line names passed and failed, and skipped only when there are any", () => {
  expect([
    closingLine({ passed: 12, failed: 0, skipped: 0 }),
    closingLine({ passed: 3, failed: 1, skipped: 2 }),
  ]).toEqual(["12 passed, 0 failed", "3 passed, 1 failed, 2 skipped"]);
});
