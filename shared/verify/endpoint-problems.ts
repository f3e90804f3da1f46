import { problem, type Problem } from "../problems/problem.ts";
import type { Route } from "../resolve/route.ts";
import { findAt, placeOf, type Finding } from "./endpoint-finding.ts";
import { endpointsOf, TODAY, type Look } from "./look.ts";

/** What was found at the addresses of one target. */
export type TargetFindings = readonly Finding[];

/** Findings at every target of today's route, best target first. */
export function findEverywhere(look: Look): readonly TargetFindings[] {
  const route = look.routes[TODAY];
  return route.targets.map((target) =>
    endpointsOf(look, route, target).map((each) => findAt(look, route, each)),
  );
}

/**
 * The problems of the federation endpoints. Of several SRV targets the first that opens a connection
 * counts, as Synapse goes on only from dead ones; of several addresses one good one is enough, and the
 * others are told as what they are beside it.
 */
export function endpointProblems(look: Look): readonly Problem[] {
  const route = look.routes[TODAY];
  const all = findEverywhere(look);
  const alive = all.findIndex((findings) =>
    findings.some((each) => each.state === "good" || each.state === "bad"),
  );
  const counted = all[alive < 0 ? 0 : alive] ?? [];
  const first = route.targets[0];
  const isLater = alive > 0 && first !== undefined;
  return [
    ...(isLater ? [firstTargetDead(first.host, first.port, all[0] ?? [])] : []),
    ...problemsOfTarget(route, counted),
  ];
}

function firstTargetDead(host: string, port: number, findings: TargetFindings): Problem {
  const evidence = findings
    .map((each) => `${each.endpoint.address}: ${each.endpoint.seen.tcp}`)
    .join(", ");
  const data = { target: `${host}:${port}` };
  return problem("srv-first-target-dead", data, {
    severity: "warning",
    evidence: evidence || "no address",
  });
}

function problemsOfTarget(route: Route, findings: TargetFindings): readonly Problem[] {
  const good = findings.filter((each) => each.state === "good");
  if (good.length === 0) return onePerCode(findings.flatMap((each) => each.problems));
  const others = findings.filter((each) => each.state === "dead" || each.state === "bad");
  return onePerCode([
    ...good.flatMap((each) => each.problems),
    ...others.flatMap((each) => problemsBeside(route, good, each)),
  ]);
}

function problemsBeside(route: Route, good: TargetFindings, other: Finding): readonly Problem[] {
  const place = placeOf(route, other.endpoint);
  const { address, seen } = other.endpoint;
  if (other.state === "dead") {
    const code = address.includes(":") ? "ipv6-unreachable" : "ipv4-unreachable";
    return [problem(code, place, { severity: "warning", evidence: `TCP ${address}: ${seen.tcp}` })];
  }
  if (good.some((each) => isSameMachine(each, other))) return other.problems;
  const evidence = other.problems.map((each) => each.code).join(", ");
  return [problem("address-serves-something-else", place, { evidence })];
}

/** The same certificate and no other name in the key document: the same service, with a fault of its own there. */
function isSameMachine(good: Finding, other: Finding): boolean {
  const [one, two] = [good.endpoint.seen, other.endpoint.seen];
  if (one.tls?.spoken !== true || two.tls?.spoken !== true) return false;
  const sameCertificate =
    one.tls.certificate.fingerprint !== null &&
    one.tls.certificate.fingerprint === two.tls.certificate.fingerprint;
  const otherName = two.http?.serverName ?? null;
  return sameCertificate && (otherName === null || otherName === one.http?.serverName);
}

/** Of several addresses with the same fault one is told, naming the first. */
export function onePerCode(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(
    (each, index) => problems.findIndex((other) => other.code === each.code) === index,
  );
}
