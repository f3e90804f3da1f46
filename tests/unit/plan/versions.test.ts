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

test.each<[string, string, boolean]>([
  ["1.9.0", "1.10.0", true],
  ["1.10.0", "1.9.0", false],
  ["0.99", "0.99.0", false],
  ["0.99.0", "0.99", false],
  ["1", "1.0.1", true],
  ["1.0.1", "1", false],
  ["v1.0.0", "0.99.0", false],
  ["0.99.0", " v1.0.0", true],
  ["no version", "0.0.1", false],
  ["0.0.1", "no version", false],
  ["1.0.0", "x2.0.0", false],
  ["1.2.3-0.9", "1.2.3", false],
])("%s comes before %s: %s, part by part and by number", (version, other, before) => {
  expect(isBefore(version, other)).toBe(before);
});
