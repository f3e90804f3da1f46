import type { Era } from "../domain/era.ts";
import type { Plan } from "../plan/plan.ts";
import type { Violation } from "./violation.ts";

/** Those findings for whose era the plan asks no consent. */
export function withoutConsent(plan: Plan, found: readonly Violation[]): readonly Violation[] {
  return found.filter((each) => each.era === null || !agreed(plan, each.era));
}

/** Consent counts for the eras that it names alone: one to another matter, such as a default site, names none. */
function agreed(plan: Plan, era: Era): boolean {
  return plan.consents.some(({ data }) =>
    String(data["eras"] ?? data["era"] ?? "")
      .split(/[, ]+/)
      .includes(era),
  );
}
