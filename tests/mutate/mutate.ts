/**
 * `npm run mutate`: changes the planner and the resolution in small ways, one at a time, and counts
 * how many changes a test catches. Results are kept in `out/mutate`, so a second run tries only
 * what has changed since; `--force` tries everything. Files may be named: `npm run mutate -- FILE…`.
 * `--tables` counts module-level code too; `--record` writes the table to docs/results/mutation.md.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { record } from "../lab/record.ts";
import { OPTIONS, REPORT } from "./options.ts";
import { caughtIn, mutationNotes, mutationTable, readReport } from "./table.ts";

/** Share of mutants that must be caught in each folder. */
const GOAL = 0.85;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    force: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
    /** Counts the mutants of module-level code as well. */
    tables: { type: "boolean", default: false },
    /** Processes at a time; as many as there are cores where nobody else needs them. */
    processes: { type: "string", default: "2" },
  },
});

await new Stryker({
  ...OPTIONS,
  force: values.force,
  ignoreStatic: !values.tables,
  concurrency: Number(values.processes),
  ...(positionals.length > 0 ? { mutate: positionals } : {}),
}).runMutationTest();

const files = readReport(readFileSync(REPORT, "utf8"));
const table = `${mutationTable(files)}\n\n${mutationNotes(files)}`;
console.log(`\n${table}\n`);
if (values.record)
  await record("mutation", "Mutants", `npm run mutate${values.force ? " -- --force" : ""}`, table);
const folders = ["shared/plan", "shared/resolve"].map((folder) => caughtIn(files, folder));
const good = folders.filter((share) => share >= GOAL).length;
console.log(`${good} passed, ${folders.length - good} failed`);
process.exitCode = good < folders.length ? 1 : 0;
