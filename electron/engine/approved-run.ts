import type { Plan, PlanInput } from "../../shared/plan/plan.ts";
import type { PreflightCheck } from "./preflight.ts";
import type { AcmeChoice } from "./requests.ts";

/** A run that was approved and whose inputs are kept. */
export interface ApprovedRun {
  readonly run: string;
  readonly digest: string;
  readonly plan: Plan;
  readonly input: PlanInput;
  readonly acme: AcmeChoice;
  readonly preflight: readonly PreflightCheck[];
  readonly waitSeconds: number;
  readonly stopAfter: string | null;
}
