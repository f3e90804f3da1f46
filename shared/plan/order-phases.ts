import type { Step } from "./plan.ts";
import type { Draft } from "./step-parts.ts";

/**
 * Gives steps their phase and needs. A phase ends where somebody else or a cache is waited for; steps
 * that wait stand in a phase of their own and may be done side by side, so each needs what came before it.
 */
export function orderPhases(drafts: readonly Draft[]): readonly Step[] {
  const ordered: Step[] = [];
  for (const draft of drafts) {
    const last = ordered.at(-1);
    const waits = waitsFor(draft);
    const together = last !== undefined && waits !== "nobody" && waitsFor(last) === waits;
    const phase = last === undefined ? 1 : last.phase + (samePhase(last, waits, together) ? 0 : 1);
    const needs = together ? last.needs : needsOf(ordered, last);
    ordered.push({ ...draft, phase, needs });
  }
  return ordered;
}

function samePhase(last: Step, waits: ReturnType<typeof waitsFor>, together: boolean): boolean {
  return together || (waits === "nobody" && waitsFor(last) === "nobody");
}

/** After a group that is done side by side, every member of the group is needed. */
function needsOf(ordered: readonly Step[], last: Step | undefined): readonly string[] {
  if (last === undefined) return [];
  if (waitsFor(last) === "nobody") return [last.id];
  return ordered
    .filter((step) => step.phase === last.phase && step.needs === last.needs)
    .map((step) => step.id);
}

function waitsFor(step: Draft): "nobody" | "person" | "cache" {
  if (step.kind === "wait") return "cache";
  return step.who === "homeport" ? "nobody" : "person";
}
