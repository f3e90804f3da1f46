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

/** A remote operation of a run: what was sent to the host, and in which step. */
export interface Operation {
  readonly name: string;
  readonly step: string | null;
}

/** Whether an event tells that an operation is about to be sent to a machine (orders at the CA are none). */
export function isOperation(event: EventLine): boolean {
  return event.event === "operation" && event.data?.machine !== undefined;
}

/** The remote operations among the events, in their order. */
export function operationsOf(events: readonly EventLine[]): readonly Operation[] {
  let step: string | null = null;
  return events.flatMap((event) => {
    if (event.event === "started") step = event.step;
    if (event.event === "done") step = null;
    return isOperation(event) ? [{ name: event.data?.operation ?? "unnamed", step }] : [];
  });
}

/** All points for the operations of a run; unless `both`, neighbours alternate between before and after. */
export function faultsOf(
  operations: readonly Operation[],
  chosen: readonly string[],
  both: boolean,
): readonly Point[] {
  return operations.flatMap(({ name, step }, at) =>
    chosen.filter(isKind).flatMap((kind, turn) => {
      const alternating = (at + turn) % 2 === 0 ? (["after"] as const) : (["before"] as const);
      const whens = both ? (["before", "after"] as const) : alternating;
      return whens.map((when) => ({ index: at + 1, operation: name, step, kind, when }));
    }),
  );
}

function isKind(word: string): word is Kind {
  return word === "kill" || word === "cut" || word === "blink" || word === "power";
}
