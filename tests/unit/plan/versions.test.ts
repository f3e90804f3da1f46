import { expect, test } from "vitest";
import { isBefore } from "../../../shared/plan/versions.ts";

test.each([
  ["0.99.0", true],
  ["0.34.1.1", true],
  ["0.99.1", false],
  ["0.99.1.1", false],
  ["1.160.0-1", false],
  ["0.99.1rc2", false],
  [null, false],
])("whether %s comes before 0.99.1: %s", (version, before) => {
  expect(isBefore(version, "0.99.1")).toBe(before);
});
