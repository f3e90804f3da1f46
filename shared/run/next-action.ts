import type { RunView } from "./journal.ts";

/** What to do next in a run. */
export type Action =
  | { readonly do: "perform"; readonly step: string }
  | { readonly do: "undo" }
  | { readonly do: "finish"; readonly outcome: "kept" };

/**
 * Decides the next action from the steps of a plan, in their order, and the journal so far. Steps are
 * performed so that a repeat is harmless, so a step that was started and has no end is performed
 * again: performing looks first. A run that was being taken back goes on being taken back.
 */
export function nextAction(steps: readonly string[], view: RunView): Action {
  if (view.undoing) return { do: "undo" };
  const open = steps.find((step) => view.steps[step]?.state !== "done");
  if (open !== undefined) return { do: "perform", step: open };
  return { do: "finish", outcome: "kept" };
}
