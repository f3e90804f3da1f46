import type { Era } from "../domain/era.ts";

/** What a plan or a refusal can be wrong in; the numbers are those of the five checks. */
export const VIOLATION_KINDS = [
  "1 promised era not reached",
  "1 certificate not accepted",
  "1 end claimed otherwise",
  "1 certificate not to be had",
  "1 change not in our hands",
  "2 era made worse without consent",
  "2 old answer cut off without consent",
  "2 renewed website cuts off without consent",
  "2 name of others taken without consent",
  "3 undo does not restore",
  "3 neither undo nor irreversible",
  "4 never-list",
  "5 refusal is wrong",
  "5 plan is needless",
  "0 planner threw",
] as const;

/** One of the kinds. */
export type ViolationKind = (typeof VIOLATION_KINDS)[number];

/** One finding about one world. */
export interface Violation {
  readonly kind: ViolationKind;
  /** The step it shows at; null where none does. */
  readonly step: string | null;
  readonly era: Era | null;
  readonly detail: string;
}

/** Makes a finding. */
export function violation(
  kind: ViolationKind,
  detail: string,
  where: { readonly step?: string; readonly era?: Era } = {},
): Violation {
  return { kind, detail, step: where.step ?? null, era: where.era ?? null };
}
