import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { paths } from "../../../build/paths.ts";

const Package = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});
const Lock = z.object({
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })),
});

function read<T>(name: string, shape: z.ZodType<T>): T {
  return shape.parse(JSON.parse(readFileSync(join(paths.root, name), "utf8")));
}

test("Electron is one exact version, the same in package.json and in the lock", () => {
  const { dependencies, devDependencies } = read("package.json", Package);
  const version = { ...dependencies, ...devDependencies }["electron"] ?? "";
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  const { packages } = read("package-lock.json", Lock);
  expect(packages["node_modules/electron"]?.version).toBe(version);
});
