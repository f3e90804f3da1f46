import type { EventLine } from "../homeport.ts";

/** How a run is disturbed. */
export const kinds = ["kill", "cut"] as const;

/** `blink` cuts the connection for a moment only, so that a new login works at once; `power` cuts the host's. */
export type Kind = (typeof kinds)[number] | "blink" | "power";

/** One place at which one run is disturbed. */
export interface Point {
  /** Which remote operation of the run, from 1. */
  readonly index: number;
  readonly operation: string;
  readonly step: string | null;
  readonly kind: Kind;
  /** `before`: the operation never reaches the host; `after`: it is done there, and its answer is lost. */
  readonly when: "before" | "after";
}

/** The events that stand for one remote operation each, in their order. */
export function operationsOf(events: readonly EventLine[]): readonly EventLine[] {
  return events.filter((event) => event.event === "operation");
}

/** All points for the operations of a faultless run; neighbours alternate between before and after. */
export function faultsOf(
  operations: readonly EventLine[],
  chosen: readonly string[],
): readonly Point[] {
  return operations.flatMap((event, at) =>
    chosen.filter(isKind).map((kind, turn) => ({
      index: at + 1,
      operation: event.data?.operation ?? "unnamed",
      step: event.step,
      kind,
      when: (at + turn) % 2 === 0 ? ("after" as const) : ("before" as const),
    })),
  );
}

function isKind(word: string): word is Kind {
  return word === "kill" || word === "cut" || word === "blink" || word === "power";
}
