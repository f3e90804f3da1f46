import type { Era } from "../domain/era.ts";
import type { InstallKind } from "../facts/host-seen.ts";
import type { DelegationMethod, Plan, Reason } from "../plan/plan.ts";
import type { ErasView } from "../resolve/route.ts";

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
  /** The own Synapse, as a version that can be compared; null where it is not known. */
  readonly version: string | null;
  readonly install: InstallKind | null;
  readonly unit: string;
  /** False where the machine was looked at and Synapse runs without a unit of its own. */
  readonly hasUnit: boolean;
  readonly canReload: boolean;
  readonly proxied: boolean;
  readonly audience: readonly Era[];
  readonly now: ErasView;
  /** Null where no way leads there. */
  readonly plan: Plan | null;
  /** The SRV record that old software follows, as published today: none, it leads there, it does not, or untold. */
  readonly legacySrv: "none" | "leads" | "astray" | "unknown";
  /** SRV names for which the name servers fail, so that others give up there. */
  readonly failing: readonly string[];
  /** The way that would be taken once those names are answered with "no such record"; null: none, or none fails. */
  readonly mended: DelegationMethod | null;
  /** Where others come who find nothing published: by what the name itself says, to the homeserver, or elsewhere. */
  readonly straight: "ip-literal" | "explicit-port" | "here" | "elsewhere";
  /** Nobody can put a file on the website of the name. */
  readonly isWebLost: boolean;
  /** The `.well-known` file as published today: none, others follow it, or it is there and they do not. */
  readonly file: "none" | "read" | "unread";
}
