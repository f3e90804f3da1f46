import type { TraceEntry } from "./route.ts";

/** Takes down what was asked and answered on the way of one resolution. */
export interface Trail {
  add(step: TraceEntry["step"], asked: string, answer: string, took: boolean): void;
  /** What was taken down so far, in order. */
  entries(): readonly TraceEntry[];
}

/** Begins a trail. */
export function beginTrail(): Trail {
  const entries: TraceEntry[] = [];
  return {
    add: (step, asked, answer, took) => void entries.push({ step, asked, answer, took }),
    entries: () => [...entries],
  };
}
