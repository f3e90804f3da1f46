import { expect, test } from "vitest";
import { changesByPhase } from "../../../renderer/stations/plan-facts.ts";
import { planStep } from "../plan/plan-step.ts";

test("phases are numbered as they are shown, where one of them only waits", () => {
  const steps = [
    planStep({ id: "ask", kind: "ask-person", who: "you", phase: 1 }),
    planStep({ id: "wait", kind: "wait", phase: 2 }),
    planStep({ id: "file", kind: "write-file", phase: 3 }),
    planStep({ id: "prove", kind: "prove", phase: 3 }),
  ];
  const shown = changesByPhase({ steps }).map((each) => [
    each.number,
    each.steps.map(({ id }) => id),
  ]);
  expect(shown).toEqual([
    [1, ["ask"]],
    [2, ["file"]],
  ]);
});
