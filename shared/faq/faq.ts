import type { Plan, PlanInput, Refusal } from "../plan/plan.ts";
import { situationOf } from "../plan/situation.ts";
import { certificateAnswers } from "./certificate-answers.ts";
import { delegationAnswers } from "./delegation-answers.ts";
import type { Faq, FaqSubject } from "./questions.ts";
import { upgradeAnswers } from "./upgrade-answers.ts";

/** Answers the FAQ for one server, from the same input as its plan and from that plan. */
export function answerFaq(input: PlanInput, plan: Plan | null, refusal: Refusal | null): Faq {
  const subject = subjectOf(input, plan, refusal);
  return {
    ...upgradeAnswers(subject),
    ...delegationAnswers(subject),
    ...certificateAnswers(subject),
  };
}

function subjectOf(input: PlanInput, plan: Plan | null, refusal: Refusal | null): FaqSubject {
  const situation = situationOf(input);
  const synapse = input.host?.synapse ?? null;
  const now = (plan ?? refusal)?.eras.now ?? situation.now;
  return {
    name: input.name.text,
    host: situation.host,
    version: synapse?.version ?? null,
    install: synapse?.install ?? null,
    unit: synapse?.unit?.name ?? "matrix-synapse.service",
    canReload: synapse?.unit?.canReload === true,
    proxied: situation.proxy !== "none",
    audience: situation.audience,
    now,
    plan,
    hasLegacySrv: (situation.srvLegacy?.records.length ?? 0) > 0,
    hasWellKnown: now.inbound["1.93"].decidedBy?.startsWith("well-known") === true,
  };
}
