import { certificateSteps } from "./certificate-steps.ts";
import type { Decision } from "./decision.ts";
import { proxySteps } from "./proxy-steps.ts";
import { serverNameSteps } from "./server-name-step.ts";
import type { Situation } from "./situation.ts";
import type { Draft } from "./step-parts.ts";
import { synapseSteps } from "./synapse-steps.ts";

/** Steps on the host that make the homeserver answer at the chosen place; empty where it does. */
export function hostSteps(situation: Situation, decision: Decision): readonly Draft[] {
  if (decision.place.endsTls === "as-is") return serverNameSteps(situation);
  return [
    ...serverNameSteps(situation),
    ...certificateSteps(situation, decision),
    ...synapseSteps(situation, decision),
    ...(decision.place.endsTls === "proxy" ? proxySteps(situation, decision) : []),
  ];
}
