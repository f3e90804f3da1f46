import type { Plan, PlanInput, Reason } from "../../shared/plan/plan.ts";
import type { Problem, Vantage } from "../../shared/problems/problem.ts";
import type { AcmeChoice } from "./requests.ts";

/** One thing looked at before anything is changed (`cli.md`, `apply`, `preflight`). */
export interface PreflightCheck {
  readonly check:
    | "dns"
    | "caa"
    | "challenge-path"
    | "disk"
    | "clock"
    | "package-lock"
    | "config-test"
    | "ca"
    | "staging"
    | "ports";
  /** What was looked at, where there may be several: a name, an address with its port; else null. */
  readonly subject: string | null;
  readonly seenFrom: Vantage;
  readonly state: "pass" | "warn" | "fail" | "not-checked";
  readonly problem: Problem | null;
  /** What was seen, good or bad, as a reason of the words; null: nothing more than the state tells. */
  readonly seen: Reason | null;
}

/** A check that is to come: what it is of is known before anything is looked at. */
export interface ComingCheck extends Pick<PreflightCheck, "check" | "subject" | "seenFrom"> {
  readonly look: () => Promise<PreflightCheck>;
}

/** What preflight rests on. */
export interface PreflightInput {
  readonly plan: Plan;
  readonly input: PlanInput;
  readonly acme: AcmeChoice;
}

/** A check with the look that it takes. */
export function coming(
  check: PreflightCheck["check"],
  subject: string | null,
  seenFrom: Vantage,
  look: () => PreflightCheck | Promise<PreflightCheck>,
): ComingCheck {
  return { check, subject, seenFrom, look: async () => look() };
}

/** A check by what was found: nothing, something to look at, or something in the way. */
export function judged(
  check: PreflightCheck["check"],
  subject: string | null,
  seenFrom: Vantage,
  fault: Problem | null,
  seen: Reason | null = null,
): PreflightCheck {
  const state = fault === null ? "pass" : fault.severity === "error" ? "fail" : "warn";
  return { check, subject, seenFrom, state, problem: fault, seen };
}

/** A check that could not be made. */
export function notChecked(
  check: PreflightCheck["check"],
  subject: string | null,
  seenFrom: Vantage,
  seen: Reason | null = null,
): PreflightCheck {
  return { check, subject, seenFrom, state: "not-checked", problem: null, seen };
}
