import type { Result } from "../../shared/domain/result.ts";
import type { ServerName } from "../../shared/domain/server-name.ts";
import { makePlan } from "../../shared/plan/make-plan.ts";
import { makeRenewal } from "../../shared/plan/make-renewal.ts";
import type { Plan, PlanInput, Refusal } from "../../shared/plan/plan.ts";
import { planInput } from "./live-plan.ts";
import type { RunInput } from "./run-documents.ts";

/** Makes the plan of a run again from the inputs that were kept; nothing is looked at. */
export function planAgain(
  name: ServerName,
  { kind, answers, now, acme, facts }: RunInput,
): { readonly input: PlanInput; readonly result: Result<Plan, Refusal> } {
  const input = planInput({ name, answers, now, acme }, facts);
  return { input, result: kind === "renew" ? makeRenewal(input) : makePlan(input) };
}
