import { DIMENSION_ORDER, type Choice } from "./dimensions.ts";
import type { Proof } from "./prove-subject.ts";
import type { Violation } from "./violation.ts";

/** Findings of one sort: how many, and the first points at which they showed. */
export interface Group {
  readonly kind: Violation["kind"];
  readonly count: number;
  readonly examples: readonly Example[];
}

/** One finding with the point of the space that shows it. */
export interface Example {
  readonly choice: Choice;
  readonly violation: Violation;
}

/** What came of many cases. Plain data, so that threads can hand it over. */
export interface Tally {
  readonly worlds: number;
  readonly outcomes: { readonly [outcome in Proof["outcome"]]: number };
  readonly steps: number;
  readonly irreversible: number;
  /** Worlds by dimension and value. */
  readonly values: { readonly [dimension: string]: { readonly [value: string]: number } };
  readonly groups: readonly Group[];
}

/** Examples that are kept of each sort. */
const MAX_EXAMPLES = 5;

/** A tally that is written into while the walk goes on. */
export class TallyKeeper {
  private worlds = 0;
  private steps = 0;
  private irreversible = 0;
  private readonly outcomes = { "nothing to do": 0, plan: 0, refusal: 0 };
  private readonly values = new Map<string, Map<string, number>>();
  private readonly groups = new Map<
    string,
    { kind: Violation["kind"]; count: number; examples: Example[] }
  >();

  /** Counts one case. */
  add(choice: Choice, proof: Proof): void {
    this.worlds += 1;
    this.steps += proof.steps;
    this.irreversible += proof.irreversible;
    this.outcomes[proof.outcome] += 1;
    for (const dimension of DIMENSION_ORDER) this.count(dimension, choice[dimension]);
    for (const violation of proof.violations) this.find({ choice, violation });
  }

  /** What was counted so far. */
  tally(): Tally {
    const { worlds, steps, irreversible, outcomes } = this;
    const values = Object.fromEntries(
      [...this.values].map(([dimension, counts]) => [dimension, Object.fromEntries(counts)]),
    );
    const groups = [...this.groups.values()];
    return { worlds, steps, irreversible, outcomes: { ...outcomes }, values, groups };
  }

  private count(dimension: string, value: string): void {
    const counts = this.values.get(dimension) ?? new Map<string, number>();
    counts.set(value, (counts.get(value) ?? 0) + 1);
    this.values.set(dimension, counts);
  }

  private find(example: Example): void {
    const { kind, step, detail, era } = example.violation;
    const key = `${kind}|${step ?? ""}|${detail}|${era ?? ""}`;
    const group = this.groups.get(key) ?? { kind, count: 0, examples: [] };
    group.count += 1;
    if (group.examples.length < MAX_EXAMPLES) group.examples.push(example);
    this.groups.set(key, group);
  }
}

/** One tally out of several. */
export function mergeTallies(tallies: readonly Tally[]): Tally {
  const sum = (of: (tally: Tally) => number): number =>
    tallies.reduce((total, each) => total + of(each), 0);
  const values = Object.fromEntries(
    DIMENSION_ORDER.map((dimension) => [
      dimension,
      addUp(tallies.map((each) => each.values[dimension] ?? {})),
    ]),
  );
  return {
    worlds: sum((each) => each.worlds),
    steps: sum((each) => each.steps),
    irreversible: sum((each) => each.irreversible),
    outcomes: {
      "nothing to do": sum((each) => each.outcomes["nothing to do"]),
      plan: sum((each) => each.outcomes.plan),
      refusal: sum((each) => each.outcomes.refusal),
    },
    values,
    groups: mergeGroups(tallies.flatMap((each) => each.groups)),
  };
}

type Counts = { readonly [key: string]: number };

function addUp(counts: readonly Counts[]): Counts {
  const total: { [key: string]: number } = {};
  for (const each of counts) {
    for (const [key, count] of Object.entries(each)) total[key] = (total[key] ?? 0) + count;
  }
  return total;
}

/** The most frequent first. */
function mergeGroups(groups: readonly Group[]): readonly Group[] {
  const merged = new Map<string, Group>();
  for (const group of groups) {
    const { kind, step, detail, era } = group.examples[0]?.violation ?? {
      kind: group.kind,
      step: null,
      detail: "",
      era: null,
    };
    const key = `${kind}|${step ?? ""}|${detail}|${era ?? ""}`;
    const known = merged.get(key);
    const examples = [...(known?.examples ?? []), ...group.examples].slice(0, MAX_EXAMPLES);
    merged.set(key, { kind, count: (known?.count ?? 0) + group.count, examples });
  }
  return [...merged.values()].toSorted((one, other) => other.count - one.count);
}
