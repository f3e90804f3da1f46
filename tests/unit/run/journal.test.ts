import { describe, expect, it } from "vitest";
import { foldJournal, type Entry } from "../../../shared/run/journal.ts";
import { nextAction } from "../../../shared/run/next-action.ts";

const at = "2026-11-26T12:00:00Z";
const planned: Entry = { event: "planned", at, name: "one.example", digest: "d1", kind: "apply" };
const approved: Entry = { event: "approved", at, how: "flag" };
const steps = ["order-key", "certificate", "prove"];

function view(...entries: Entry[]) {
  const folded = foldJournal([planned, approved, ...entries]);
  if (folded === null) throw new Error("the journal has a first line");
  return folded;
}

describe("the journal of a run", () => {
  it("is nothing without its first line", () => {
    expect(foldJournal([approved])).toBeNull();
    expect(foldJournal([])).toBeNull();
  });

  it("passes over lines that are damaged, as a crash in the middle of a write leaves them", () => {
    const folded = foldJournal([planned, approved, { event: "sta" }, null, "x"]);
    expect(folded?.approved).toBe(true);
    expect(folded?.steps).toEqual({});
  });

  it("remembers when a step was first started, over interruptions", () => {
    const later = "2026-11-27T12:00:00Z";
    const folded = view(
      { event: "started", at, step: "wait" },
      { event: "waiting", at, step: "wait" },
      { event: "outcome", at, outcome: "waiting" },
      { event: "began", at: later },
      { event: "started", at: later, step: "wait" },
    );
    expect(folded.steps["wait"]?.since).toBe(at);
    expect(folded.state).toBe("open");
  });

  it("keeps the first state of what was touched: later ones saw our own doing", () => {
    const folded = view(
      {
        event: "touching",
        at,
        step: "a",
        machine: "host",
        unit: "nginx.service",
        unitBefore: "inactive",
      },
      {
        event: "touching",
        at,
        step: "b",
        machine: "host",
        unit: "nginx.service",
        unitBefore: "active",
      },
      { event: "touching", at, step: "b", machine: "host", path: "/etc/x" },
      { event: "touching", at, step: "c", machine: "host", path: "/etc/x" },
    );
    expect(
      folded.touched.map(({ path, unit, unitBefore }) => ({ path, unit, unitBefore })),
    ).toEqual([
      { path: undefined, unit: "nginx.service", unitBefore: "inactive" },
      { path: "/etc/x", unit: undefined, unitBefore: undefined },
    ]);
  });
});

describe("the next action", () => {
  it("is the first step that is not done, also one that was started and has no end", () => {
    expect(nextAction(steps, view())).toEqual({ do: "perform", step: "order-key" });
    const started = view(
      { event: "started", at, step: "order-key" },
      { event: "done", at, step: "order-key", evidence: null, seconds: 1 },
      { event: "started", at, step: "certificate" },
    );
    expect(nextAction(steps, started)).toEqual({ do: "perform", step: "certificate" });
  });

  it("finishes when every step is done or was found done", () => {
    const entries = steps.map((step): Entry => ({
      event: "found-done",
      at,
      step,
      evidence: null,
      seconds: 0,
    }));
    expect(nextAction(steps, view(...entries))).toEqual({ do: "finish", outcome: "kept" });
  });

  it("goes on taking back, whatever was begun since, until that has ended", () => {
    const undoing = view(
      { event: "undoing", at },
      { event: "outcome", at, outcome: "unknown" },
      { event: "began", at },
    );
    expect(nextAction(steps, undoing)).toEqual({ do: "undo" });
  });
});
