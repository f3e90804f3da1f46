import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { closingLine } from "../../build/closing-line.ts";
import { paths } from "../../build/paths.ts";
import { DIMENSION_ORDER, valuesOf, type Dimension } from "../../shared/prove/dimensions.ts";
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
  /** Of all threads together. */
  readonly cpuSeconds: number;
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
  const { tally, space } = figures;
  printDimensions(tally);
  printExclusions(space);
  printFindings(tally.groups);
  for (const [what, figure] of summaryOf(figures)) console.log(`${what.padEnd(17)} ${figure}`);
  const failed = new Set(tally.groups.map(({ kind }) => kind)).size;
  console.log(closingLine({ passed: VIOLATION_KINDS.length - failed, failed, skipped: 0 }));
  return violationsIn(tally);
}

/** The closing figures, each with its name. */
export function summaryOf(figures: Figures): readonly (readonly [string, string])[] {
  const { tally, distinct, far, seed, every, seconds, cpuSeconds, workers } = figures;
  const part = every > 1 ? ` (one part in ${every} of the walk)` : "";
  const { steps, irreversible, outcomes } = tally;
  return [
    [
      "worlds",
      `${number(tally.worlds)}${part}, of which ${number(far)} drawn beyond the walk (seed ${seed})`,
    ],
    ["different worlds", `${number(distinct)} by canonical JSON and audience`],
    [
      "plans",
      `${number(outcomes.plan)} with ${number(steps)} steps, ${number(irreversible)} of them irreversible and exempt from undo`,
    ],
    ["nothing to do", number(outcomes["nothing to do"])],
    ["refusals", number(outcomes.refusal)],
    ["violations", number(violationsIn(tally))],
    [
      "seconds",
      `${seconds.toFixed(1)} on ${workers} threads, which took ${cpuSeconds.toFixed(1)} s of CPU`,
    ],
  ];
}

function violationsIn(tally: Tally): number {
  return tally.groups.reduce((sum, group) => sum + group.count, 0);
}

function printDimensions(tally: Tally): void {
  console.log("worlds by dimension and value");
  for (const dimension of DIMENSION_ORDER)
    console.log(`  ${dimension} (${valuesOf(dimension).length}): ${countsOf(tally, dimension)}`);
}

/** How many worlds had each value of a dimension. */
export function countsOf(tally: Tally, dimension: Dimension): string {
  const counts = tally.values[dimension] ?? {};
  return valuesOf(dimension)
    .map((value) => `${value} ${number(counts[value] ?? 0)}`)
    .join(", ");
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

/** A whole number with its thousands apart. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, " ");
}
