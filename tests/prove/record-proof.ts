import { availableParallelism, cpus } from "node:os";
import { record } from "../lab/record.ts";
import { DIMENSION_ORDER, valuesOf } from "../../shared/prove/dimensions.ts";
import { EXCLUSION_RULES } from "../../shared/prove/exclusion-rules.ts";
import { VIOLATION_KINDS } from "../../shared/prove/violation.ts";
import { countsOf, number, summaryOf, type Figures } from "./report.ts";

/** Writes `docs/results/prove.md`; `load` is that of the machine over the minute before the run. */
export async function recordProof(figures: Figures, load: number, command: string): Promise<void> {
  const { tally, space } = figures;
  const count = (kind: string): number =>
    tally.groups.reduce((sum, group) => sum + (group.kind === kind ? group.count : 0), 0);
  const body = [
    `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? "unknown"}), Node ${process.version}, load ${load.toFixed(2)} when it began.`,
    table(["", ""], summaryOf(figures)),
    table(
      ["looked for", "found"],
      VIOLATION_KINDS.map((kind) => [kind, number(count(kind))]),
    ),
    "## Worlds by dimension and value",
    table(
      ["dimension", "values", "worlds"],
      DIMENSION_ORDER.map((each) => [each, number(valuesOf(each).length), countsOf(tally, each)]),
    ),
    `## Left out by rule\n\nThe whole product has ${number(space.product)} points, of which ${number(space.walked)} are walked.`,
    table(
      ["rule", "points", "why"],
      EXCLUSION_RULES.map(({ name, why }) => [name, number(space.excluded[name] ?? 0), why]),
    ),
  ];
  await record("prove", "The proof", command, body.join("\n\n"));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map(() => "---");
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
