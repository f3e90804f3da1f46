import fc from "fast-check";
import { expect, it } from "vitest";
import { foldJournal, type Entry } from "../../shared/run/journal.ts";
import { nextAction } from "../../shared/run/next-action.ts";

const at = "2026-11-26T12:00:00Z";
const steps = ["a", "b", "c"] as const;
const head: Entry[] = [
  { event: "planned", at, name: "one.example", digest: "d", kind: "apply" },
  { event: "approved", at, how: "flag" },
];

const step = fc.constantFrom(...steps);
const entry: fc.Arbitrary<Entry> = fc.oneof(
  fc.record({ event: fc.constant("began" as const), at: fc.constant(at) }),
  fc.record({ event: fc.constant("started" as const), at: fc.constant(at), step }),
  fc.record({
    event: fc.constant("done" as const),
    at: fc.constant(at),
    step,
    evidence: fc.constant(null),
    seconds: fc.nat(),
  }),
  fc.record({
    event: fc.constant("failed" as const),
    at: fc.constant(at),
    step,
    code: fc.constant("disk-full"),
  }),
  fc.record({ event: fc.constant("undoing" as const), at: fc.constant(at) }),
  fc.record({
    event: fc.constant("outcome" as const),
    at: fc.constant(at),
    outcome: fc.constantFrom(
      "kept" as const,
      "undone" as const,
      "waiting" as const,
      "unknown" as const,
    ),
  }),
);

it("never skips a step, never finishes with one open, and never goes forward while taking back", () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 30 }), (tail) => {
      const view = foldJournal([...head, ...tail]);
      if (view === null) throw new Error("the journal has a first line");
      const action = nextAction(steps, view);
      const done = (id: string) => view.steps[id]?.state === "done";
      if (view.undoing) expect(action.do).toBe("undo");
      else if (action.do === "perform") {
        const before = steps.slice(
          0,
          steps.findIndex((id) => id === action.step),
        );
        expect(before.every(done)).toBe(true);
        expect(done(action.step)).toBe(false);
      } else expect(steps.every(done)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it("says the same of a journal read twice, and of one whose damaged lines are left out", () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 20 }), fc.nat(20), (tail, at_) => {
      const lines: unknown[] = [...head, ...tail];
      const damaged = [...lines.slice(0, at_ + 2), { event: "??" }, ...lines.slice(at_ + 2)];
      expect(foldJournal(damaged)).toEqual(foldJournal(lines));
    }),
  );
});
