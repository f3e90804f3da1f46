import type { Era } from "../domain/era.ts";
import type { ProblemCode } from "../problems/codes.ts";

/** The step of the resolution that settled where to connect (`cli.md`, `decidedBy`). */
export type DecidedBy =
  | "ip-literal"
  | "explicit-port"
  | "well-known+ip"
  | "well-known+port"
  | "well-known+srv-fed"
  | "well-known+srv"
  | "well-known+8448"
  | "srv-fed"
  | "srv"
  | "8448";

/** One step of a resolution: what was asked, what came, and whether it settled the matter. */
export interface TraceEntry {
  readonly step: DecidedBy | "well-known" | "addresses" | "connect";
  readonly asked: string;
  readonly answer: string;
  readonly took: boolean;
}

/** A host and port to connect to, with its addresses; SRV gives several, best first. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly string[];
}

/** Where software of one era goes for a server name, before it connects. */
export interface Route {
  readonly era: Era;
  /** Null where the resolution ends in an error; `ended` says which. */
  readonly decidedBy: DecidedBy | null;
  readonly targets: readonly Target[];
  readonly sni: string | null;
  readonly hostHeader: string;
  /** Name that the certificate must carry; null for eras that do not check. */
  readonly certificateName: string | null;
  readonly trace: readonly TraceEntry[];
  /** Life in seconds of the answer that decided. */
  readonly cachedForSeconds: number | null;
  readonly ended: ProblemCode | null;
  /** What most likely explains it when no target answers: names without address, an `m.server` out of grammar. */
  readonly suspect: ProblemCode | null;
  /** A question on the way had no answer (`Untold`), so the route is not certain. */
  readonly untold: boolean;
}

/** How a peer of one era fares. */
export type Verdict = "reached" | "refused" | "unreachable" | "unknown";

/** The JSON of one era inbound (`cli.md`, `eras.inbound`). */
export interface InboundEra {
  readonly verdict: Verdict;
  readonly target: Target | null;
  readonly sni: string | null;
  readonly hostHeader: string | null;
  readonly certificateName: string | null;
  readonly decidedBy: DecidedBy | null;
  readonly trace: readonly TraceEntry[];
  readonly cachedForSeconds: number | null;
  /** Why it is not reached; null when it is. */
  readonly why: ProblemCode | null;
}

/** The JSON of one era outbound: may a peer that is set up as that era be reached from our own version. */
export interface OutboundEra {
  readonly verdict: Verdict;
  readonly why: string;
}

/** Both directions, keyed by era. */
export interface ErasView {
  readonly inbound: { readonly [era in Era]: InboundEra };
  readonly outbound: { readonly [era in Era]: OutboundEra };
}
