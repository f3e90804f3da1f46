import type { PartialStrykerOptions } from "@stryker-mutator/api/core";

/** Where the result of a run is found, mutant by mutant. */
export const REPORT = "out/mutate/report.json";

/**
 * How Stryker runs here. Nothing of what runs while a test runs is left out of the count, not even
 * texts and mutants that change nothing anybody could notice. Code that runs while a module is loaded
 * (tables of codes mostly, 1 % of all) is left out unless asked for with `--tables`: each of its mutants
 * has every test loaded and run anew, which takes longer than all the others together.
 */
export const OPTIONS: PartialStrykerOptions = {
  testRunner: "in-process",
  plugins: ["./tests/mutate/runner.ts"],
  mutate: ["shared/plan/*.ts", "shared/resolve/*.ts"],
  coverageAnalysis: "perTest",
  // A file that does not exist: Stryker cannot read the configuration of TypeScript 7.
  tsconfigFile: "tsconfig.none.json",
  incremental: true,
  incrementalFile: "out/mutate/incremental.json",
  tempDirName: "out/mutate/tmp",
  ignorePatterns: ["out", ".lab", ".museum", "renderer", "tests/lab", "tests/museum", "docs"],
  reporters: ["progress-append-only", "json"],
  jsonReporter: { fileName: REPORT },
  // For a crowded machine: who hangs there is a slow test, not a mutant.
  timeoutMS: 20_000,
};
