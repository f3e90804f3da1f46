import {
  array,
  assert,
  constant,
  constantFrom,
  nat,
  oneof,
  property,
  record,
  type Arbitrary,
} from "fast-check";
import { expect, it } from "vitest";
import { foldJournal, type Entry, type RunView } from "../../shared/run/journal.ts";
import { nextAction } from "../../shared/run/next-action.ts";
import "../setup/seed.ts";

const at = "2026-11-26T12:00:00Z";
const steps = ["a", "b", "c"] as const;
const head: Entry[] = [
  { event: "planned", at, name: "one.example", digest: "d", kind: "apply" },
  { event: "approved", at, how: "flag" },
];

const step = constantFrom(...steps);
const entry: Arbitrary<Entry> = oneof(
  record({ event: constant("began" as const), at: constant(at) }),
  record({ event: constant("started" as const), at: constant(at), step }),
  record({
    event: constant("done" as const),
    at: constant(at),
    step,
    evidence: constant(null),
    seconds: nat(),
  }),
  record({
    event: constant("failed" as const),
    at: constant(at),
    step,
    code: constant("disk-full"),
  }),
  record({ event: constant("undoing" as const), at: constant(at) }),
  record({
    event: constant("outcome" as const),
    at: constant(at),
    outcome: constantFrom(
      "kept" as const,
      "undone" as const,
      "waiting" as const,
      "unknown" as const,
    ),
  }),
);

/** What would break the law, in words; null where all is well. */
function broken(view: RunView): string | null {
  const action = nextAction(steps, view);
  const open = steps.filter((id) => view.steps[id]?.state !== "done");
  if (view.undoing) return action.do === "undo" ? null : "goes on while taking back";
  if (action.do === "undo") return "takes back unasked";
  if (action.do === "finish") return open.length === 0 ? null : "finishes with a step open";
  return action.step === open[0] ? null : "skips a step";
}

it("never skips a step, never finishes with one open, and never goes forward while taking back", () => {
  assert(
    property(array(entry, { maxLength: 30 }), (tail) => {
      const view = foldJournal([...head, ...tail]);
      if (view === null) throw new Error("the journal has a first line");
      expect(broken(view)).toBeNull();
    }),
    { numRuns: 2000 },
  );
});

it("says the same of a journal read twice, and of one whose damaged lines are left out", () => {
  assert(
    property(array(entry, { maxLength: 20 }), nat(20), (tail, at_) => {
      const lines: unknown[] = [...head, ...tail];
      const damaged = [...lines.slice(0, at_ + 2), { event: "??" }, ...lines.slice(at_ + 2)];
      expect(foldJournal(damaged)).toEqual(foldJournal(lines));
    }),
  );
});
