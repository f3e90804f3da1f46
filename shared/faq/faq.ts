import type { Era } from "../domain/era.ts";
import type { InstallKind } from "../facts/host-seen.ts";
import type { Plan, PlanInput, Reason, Refusal } from "../plan/plan.ts";
import { situationOf } from "../plan/situation.ts";
import type { ErasView } from "../resolve/route.ts";
import { certificateAnswers } from "./certificate-answers.ts";
import { delegationAnswers } from "./delegation-answers.ts";
import { upgradeAnswers } from "./upgrade-answers.ts";

/** The ids of the thirteen questions (faq.md), in the order of the original document. */
export const FAQ_IDS = [
  "right-now",
  "how-to-upgrade",
  "not-immediately",
  "nothing-at-all",
  "need-srv-or-well-known",
  "still-use-srv",
  "well-known-still-need-srv",
  "why-breaking",
  "own-certificates",
  "reverse-proxy",
  "certificate-behind-proxy",
  "same-certificate",
  "how-to-reload",
] as const;

/** The id of a question. */
export type FaqId = (typeof FAQ_IDS)[number];

/** The short form of an answer, for scripts (`cli.md`, `faq`). */
export type FaqVerdict =
  | "yes"
  | "no"
  | "nothing"
  | "upgrade"
  | "none"
  | "well-known"
  | "srv"
  | "both"
  | "sighup"
  | "restart";

/** One answer for the server in hand: short, in words, the facts it rests on, and what differs from 2019. */
export interface FaqAnswer {
  readonly verdict: FaqVerdict;
  readonly answer: Reason;
  readonly reason: Reason;
  readonly today: Reason;
}

/** All thirteen answers; leaving one out does not compile. */
export type Faq = { readonly [id in FaqId]: FaqAnswer };

/** What the answers turn on, worked out once. */
export interface FaqSubject {
  readonly name: string;
  /** Host part of the server name. */
  readonly host: string;
  /** The own Synapse; null where it is not known. */
  readonly version: string | null;
  readonly install: InstallKind | null;
  readonly unit: string;
  readonly canReload: boolean;
  readonly proxied: boolean;
  readonly audience: readonly Era[];
  readonly now: ErasView;
  /** Null where no way leads there. */
  readonly plan: Plan | null;
  /** An SRV record that old software follows is published today. */
  readonly hasLegacySrv: boolean;
  /** A usable `.well-known` file is published today. */
  readonly hasWellKnown: boolean;
}

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
