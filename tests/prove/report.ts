import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { closingLine } from "../../build/closing-line.ts";
import { paths } from "../../build/paths.ts";
import { DIMENSION_ORDER, valuesOf } from "../../shared/prove/dimensions.ts";
import { EXCLUSION_RULES } from "../../shared/prove/exclusion-rules.ts";
import type { Example, Group, Tally } from "../../shared/prove/tally.ts";
import type { SpaceCount } from "../../shared/prove/walk-space.ts";
import { VIOLATION_KINDS } from "../../shared/prove/violation.ts";
import { audienceOf, worldJsonOf } from "../../shared/prove/world-of-choice.ts";

/** Everything that the report shows. */
export interface Figures {
  readonly tally: Tally;
  readonly space: SpaceCount;
  readonly distinct: number;
  readonly seconds: number;
  readonly workers: number;
  readonly far: number;
  readonly seed: number;
  readonly every: number;
}

/** Findings that are printed at most. */
const MAX_PRINTED = 20;

/**
 * Prints the report, at its end how many kinds of fault were looked for and not found, and writes a
 * world file for each finding shown; gives the number of findings.
 */
export function printReport(figures: Figures): number {
  const { tally, space, distinct, seconds, workers } = figures;
  printDimensions(tally);
  printExclusions(space);
  const violated = tally.groups.reduce((sum, group) => sum + group.count, 0);
  printFindings(tally.groups);
  const part = figures.every > 1 ? ` (one part in ${figures.every} of the walk)` : "";
  console.log(
    `worlds            ${number(tally.worlds)}${part}, of which ${number(figures.far)} drawn beyond the walk (seed ${figures.seed})`,
  );
  console.log(`different worlds  ${number(distinct)} by canonical JSON and audience`);
  console.log(
    `plans             ${number(tally.outcomes.plan)} with ${number(tally.steps)} steps, ${number(tally.irreversible)} of them irreversible and exempt from undo`,
  );
  console.log(`nothing to do     ${number(tally.outcomes["nothing to do"])}`);
  console.log(`refusals          ${number(tally.outcomes.refusal)}`);
  console.log(`violations        ${number(violated)}`);
  console.log(`seconds           ${seconds.toFixed(1)} on ${workers} threads`);
  const failed = new Set(tally.groups.map(({ kind }) => kind)).size;
  console.log(closingLine({ passed: VIOLATION_KINDS.length - failed, failed, skipped: 0 }));
  return violated;
}

function printDimensions(tally: Tally): void {
  console.log("worlds by dimension and value");
  for (const dimension of DIMENSION_ORDER) {
    const values = valuesOf(dimension);
    const counts = values.map(
      (value) => `${value} ${number(tally.values[dimension]?.[value] ?? 0)}`,
    );
    console.log(`  ${dimension} (${values.length}): ${counts.join(", ")}`);
  }
}

function printExclusions(space: SpaceCount): void {
  console.log(
    `\nthe whole product has ${number(space.product)} points; walked ${number(space.walked)}, left out by rule`,
  );
  for (const rule of EXCLUSION_RULES) {
    console.log(`  ${rule.name}: ${number(space.excluded[rule.name] ?? 0)} – ${rule.why}`);
  }
  console.log("");
}

function printFindings(groups: readonly Group[]): void {
  const folder = join(paths.root, "out", "prove");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [at, group] of groups.slice(0, MAX_PRINTED).entries()) {
    const example = group.examples[0];
    if (example === undefined) continue;
    const { violation } = example;
    const where = [violation.step, violation.era].filter((each) => each !== null).join(", ");
    console.log(
      `${group.kind}: ${violation.detail}${where === "" ? "" : ` (${where})`} – ${number(group.count)} times`,
    );
    console.log(`  ${writeWorld(folder, at + 1, example)}`);
  }
  const more = groups.length - MAX_PRINTED;
  if (more > 0) console.log(`and ${number(more)} more sorts of findings`);
  if (groups.length > 0) console.log("");
}

/** Writes the world file and gives the command that shows the plan for it. */
function writeWorld(folder: string, at: number, example: Example): string {
  const path = join(folder, `world-${at}.json`);
  const world = worldJsonOf(example.choice);
  writeFileSync(path, `${JSON.stringify(world, null, 2)}\n`);
  const audience = audienceOf(example.choice);
  const set = audience === null ? "" : ` --set audience=${audience.join(",")}`;
  return `homeport plan '${world.server?.name ?? ""}' --world ${relative(paths.root, path)}${set}`;
}

function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, " ");
}
