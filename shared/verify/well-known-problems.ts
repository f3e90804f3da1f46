import { formatHostPort } from "../domain/server-name.ts";
import type { HopOutcome } from "../facts/observation.ts";
import { problem, type Problem, type Severity } from "../problems/problem.ts";
import { judgeWellKnown } from "../resolve/well-known-document.ts";
import { isMachineElsewhere, valueIn, wellKnownOf, type WellKnownLook } from "./delegation.ts";
import { findEverywhere } from "./endpoint-problems.ts";
import { isReached, TODAY, type Look } from "./look.ts";

type Answered = Extract<HopOutcome, { readonly kind: "answered" }>;

/** Problems of `/.well-known/matrix/server`; none where no peer asks for it, or where it is simply absent and not needed. */
export function wellKnownProblems(look: Look): readonly Problem[] {
  const wellKnown = wellKnownOf(look);
  if (wellKnown === null) return [];
  return [
    ...documentProblems(look, wellKnown),
    ...redirectProblems(look, wellKnown),
    ...addressProblems(look, wellKnown),
  ];
}

function documentProblems(look: Look, { seen, judged }: WellKnownLook): readonly Problem[] {
  const { host } = look.name;
  const outcome = seen.hops.at(-1)?.outcome;
  const status = outcome?.kind === "answered" ? outcome.status : null;
  const evidence = `${seen.hops.at(-1)?.url ?? host}: ${judged.answer}`;
  if (judged.kind === "delegates") {
    const value = formatHostPort(judged.to.host, judged.to.port);
    if (!judged.to.sound) {
      return [problem("well-known-bad-value", { host, value: valueIn(judged) }, { evidence })];
    }
    const isBare = judged.to.port === null && judged.to.kind === "dns";
    return [
      ...(isBare
        ? [problem("well-known-no-port", { host, value }, { severity: "info", evidence })]
        : []),
      ...emptyTarget(look, value, judged.to.host),
    ];
  }
  const severity = severityOf(look, judged.why, outcome);
  return severity === null
    ? []
    : [problem(judged.why, { host, status, value: valueIn(judged) }, { severity, evidence })];
}

/**
 * How bad a file is that peers pass over. Where the server is reached without it, absence is no
 * finding at all, and a broken file only a warning, if somebody meant to delegate. Where it is not
 * reached, absence counts only if delegation may be what is missing: no SRV record and nothing on 8448.
 */
function severityOf(look: Look, why: string, outcome: HopOutcome | undefined): Severity | null {
  const meant = outcome?.kind === "answered" && isMeant(outcome);
  if (isReached(look)) return meant ? "warning" : null;
  const isAbsent =
    why === "well-known-missing" ||
    why === "well-known-unreachable" ||
    why === "well-known-tls-invalid";
  return meant || !isAbsent || needsDelegation(look, outcome) ? "error" : null;
}

function isMeant(outcome: Answered): boolean {
  return (
    outcome.status === 200 && (outcome.body.includes("m.server") || /^\s*[{[]/.test(outcome.body))
  );
}

/**
 * A machine on which nobody has a website and whose 8448 is free lacks a homeserver, not a delegation;
 * unless the homeserver seems to have a machine of its own.
 */
function needsDelegation(look: Look, outcome: HopOutcome | undefined): boolean {
  const route = look.routes[TODAY];
  const findings = findEverywhere(look).flat();
  const isDead = findings.every((each) => each.state === "dead");
  const isFree =
    findings.length > 0 &&
    findings.every((each) => each.endpoint.seen.tcp === "refused") &&
    (outcome?.kind === "refused" || outcome?.kind === "timeout");
  return route.decidedBy === "8448" && isDead && (!isFree || isMachineElsewhere(look));
}

/** Nothing behind the delegated place: no connection at all, or the site of the name itself instead of a homeserver. */
function emptyTarget(look: Look, value: string, host: string): readonly Problem[] {
  if (isReached(look)) return [];
  const findings = findEverywhere(look).flat();
  const isDead = findings.length > 0 && findings.every((each) => each.state === "dead");
  const isOwnSite =
    host.toLowerCase() === look.name.host.toLowerCase() &&
    findings.some((each) => each.problems.some((one) => one.code === "not-a-homeserver"));
  if (!isDead && !isOwnSite) return [];
  return [problem("well-known-points-to-itself-without-service", { host, target: value })];
}

function redirectProblems(look: Look, { seen, judged }: WellKnownLook): readonly Problem[] {
  const stops = seen.hops.some(
    ({ outcome }) => outcome.kind === "answered" && outcome.status === 308,
  );
  if (!stops || judged.kind !== "delegates") return [];
  const evidence = seen.hops.map((hop) => hop.url).join(" → ");
  return [
    problem("well-known-redirect-308", { host: look.name.host }, { severity: "warning", evidence }),
  ];
}

function addressProblems(look: Look, { seen, judged }: WellKnownLook): readonly Problem[] {
  const { host } = look.name;
  if (judged.kind !== "delegates" && isReached(look)) return [];
  const others = Object.entries(seen.byAddress);
  const differing = others.filter(
    ([, outcome]) =>
      outcome.kind === "answered" && !leadsAlike(look, judged, outcome, seen.hops[0]?.url ?? ""),
  );
  const dead = others.filter(([, outcome]) => outcome.kind !== "answered");
  return [
    ...differing
      .slice(0, 1)
      .map(([address, outcome]) =>
        problem(
          "well-known-differs-by-address",
          { host, address },
          { evidence: `${address}: ${shown(outcome)}` },
        ),
      ),
    ...dead.map(([address, outcome]) =>
      problem(
        address.includes(":") ? "ipv6-unreachable" : "ipv4-unreachable",
        { host, address, port: 443 },
        { severity: "warning", evidence: `https://${host} at ${address}: ${outcome.kind}` },
      ),
    ),
  ];
}

/** Another address with another body is alike when it delegates to the same place. */
function leadsAlike(
  look: Look,
  judged: WellKnownLook["judged"],
  outcome: HopOutcome,
  url: string,
): boolean {
  if (judged.kind !== "delegates") return false;
  const other = judgeWellKnown(
    TODAY,
    { kind: "well-known", hops: [{ url, outcome }], loop: false, byAddress: {} },
    look.now,
  );
  return other.kind === "delegates" && other.to.hostHeader === judged.to.hostHeader;
}

function shown(outcome: HopOutcome): string {
  return outcome.kind === "answered"
    ? `${outcome.status} ${outcome.body.slice(0, 100)}`
    : outcome.kind;
}
