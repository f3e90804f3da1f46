import type { Era } from "../domain/era.ts";
import type { Instant } from "../domain/instant.ts";
import { formatHostPort, type ServerName } from "../domain/server-name.ts";
import { asAnswerTo } from "../facts/answers-to.ts";
import type { ProblemCode } from "../problems/codes.ts";
import { once, type Steps } from "./ask.ts";
import { judgeEndpoint, type Expected, type Met } from "./endpoint-verdict.ts";
import { resolveAskingFreely } from "./resolve.ts";
import type { InboundEra, Route, Target, TraceEntry, Verdict } from "./route.ts";

/**
 * Tells how a peer of `era` fares with a server name: the resolution, then its targets, address by
 * address (`cli.md`, "Eras"). One living address is enough; the next SRV record is tried only where
 * no TCP connection could be made to the one before, and only by eras that do so.
 */
export function reach(era: Era, name: ServerName, now: Instant): Steps<InboundEra> {
  return once(reachAskingFreely(era, name, now));
}

/** The same for drivers that remember answers themselves: it may ask a question twice. */
export function* reachAskingFreely(era: Era, name: ServerName, now: Instant): Steps<InboundEra> {
  const route = yield* resolveAskingFreely(era, name, now);
  if (route.decidedBy === null) return withoutTarget(route);
  const expected = { era, serverName: name.text, certificateName: route.certificateName, now };
  const tries: TargetMet[] = [];
  for (const target of route.targets) {
    const met = yield* meetTarget(target, route, expected);
    tries.push(met);
    if (met.connected) break;
  }
  return settle(route, tries);
}

interface TargetMet {
  readonly target: Target;
  readonly verdict: Verdict;
  readonly connected: boolean;
  readonly why: ProblemCode | null;
  readonly trace: readonly TraceEntry[];
}

function* meetTarget(target: Target, route: Route, expected: Expected): Steps<TargetMet> {
  const { sni, hostHeader } = route;
  const met: Met[] = [];
  const trace: TraceEntry[] = [];
  for (const address of target.addresses) {
    const query = { ask: "endpoint", address, port: target.port, sni, hostHeader } as const;
    const seen = asAnswerTo(query, yield query);
    const one = seen.kind === "untold" ? UNTOLD_MET : judgeEndpoint(expected, seen);
    const asked = `${formatHostPort(address, target.port)}${sni === null ? "" : ` SNI ${sni}`}`;
    trace.push({ step: "connect", asked, answer: one.answer, took: one.verdict === "reached" });
    met.push(one);
  }
  return { target, trace, ...bestOf(met) };
}

const UNTOLD_MET: Met = { verdict: "unknown", connected: false, why: null, answer: "untold" };
const BEST_FIRST: readonly Verdict[] = ["reached", "refused", "unknown", "unreachable"];

function bestOf(met: readonly Met[]): Pick<TargetMet, "verdict" | "connected" | "why"> {
  const best = BEST_FIRST.flatMap((verdict) => met.find((one) => one.verdict === verdict) ?? [])[0];
  return {
    verdict: best?.verdict ?? "unreachable",
    connected: met.some((one) => one.connected),
    why: best?.why ?? null,
  };
}

function settle(route: Route, tries: readonly TargetMet[]): InboundEra {
  const last =
    tries.find((each) => each.connected) ??
    tries.find((each) => each.verdict === "unknown") ??
    tries[0];
  if (last === undefined) return withoutTarget(route);
  const verdict = route.untold && !last.connected ? "unknown" : last.verdict;
  return {
    verdict,
    target: last.target,
    sni: route.sni,
    hostHeader: route.hostHeader,
    certificateName: route.certificateName,
    decidedBy: route.decidedBy,
    trace: [...route.trace, ...tries.flatMap((each) => each.trace)],
    cachedForSeconds: route.cachedForSeconds,
    why: whyOf(verdict, route, last.why),
  };
}

/** A suspect of the resolution explains a target that cannot be reached better than its closed port does. */
function whyOf(verdict: Verdict, route: Route, why: ProblemCode | null): ProblemCode | null {
  if (verdict === "unreachable") return route.suspect ?? why ?? "dns-no-address";
  return verdict === "refused" ? why : null;
}

function withoutTarget(route: Route): InboundEra {
  return {
    verdict: route.untold ? "unknown" : "unreachable",
    target: null,
    sni: null,
    hostHeader: null,
    certificateName: null,
    decidedBy: null,
    trace: route.trace,
    cachedForSeconds: null,
    why: route.ended,
  };
}
