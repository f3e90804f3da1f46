import type { Problem } from "../problems/problem.ts";
import { addressProblems } from "./address-problems.ts";
import { endpointProblems } from "./endpoint-problems.ts";
import { eraProblems } from "./era-problems.ts";
import { isMachineElsewhere } from "./delegation.ts";
import { isReached, TODAY, type Look } from "./look.ts";
import { srvProblems } from "./srv-problems.ts";
import { wellKnownProblems } from "./well-known-problems.ts";

/** The verdict of a federation check: what today's Synapse would find, and every era that was promised. */
export type CheckVerdict = "good" | "broken" | "unknown";

/** Rules in the order in which a peer meets the things they judge; each gives its own problems. */
const RULES: readonly ((look: Look) => readonly Problem[])[] = [
  addressProblems,
  wellKnownProblems,
  srvProblems,
  endpointProblems,
];

/** Every problem of what was seen, errors first; the same code about the same thing is told once. */
export function diagnose(look: Look): readonly Problem[] {
  const found = escalate(
    look,
    nearestFirst(
      look,
      RULES.flatMap((rule) => rule(look)),
    ),
  );
  const all = [...found, ...eraProblems(look, found)];
  const distinct = all.filter(
    (each, index) => all.findIndex((other) => isSame(other, each)) === index,
  );
  const rank = { error: 0, warning: 1, info: 2 };
  return distinct.toSorted((one, other) => rank[one.severity] - rank[other.severity]);
}

const ABSENT: ReadonlySet<string> = new Set(["well-known-missing", "well-known-unreachable"]);

/**
 * Where peers go to 8448 because nothing leads them elsewhere, what they meet there comes before the
 * file that is not there, unless the homeserver seems to have a machine of its own.
 */
function nearestFirst(look: Look, problems: readonly Problem[]): readonly Problem[] {
  if (look.routes[TODAY].decidedBy !== "8448" || isMachineElsewhere(look)) return problems;
  const absent = problems.filter((each) => ABSENT.has(each.code));
  return [...problems.filter((each) => !absent.includes(each)), ...absent];
}

/**
 * `broken` with any error; `unknown` where today's Synapse or an era that was promised could not be
 * told and nothing is known to be wrong, or where no name server said anything at all.
 */
export function verdictOf(look: Look, problems: readonly Problem[]): CheckVerdict {
  if (isDeaf(look)) return "unknown";
  if (problems.some((each) => each.severity === "error")) return "broken";
  const eras = [TODAY, ...look.audience];
  const isTold = eras.every((era) => look.inbound[era].verdict !== "unknown");
  return isTold ? "good" : "unknown";
}

/** Not one lookup of the name was answered: that says more about our name servers than about the name. */
function isDeaf(look: Look): boolean {
  const { host, kind, port } = look.name;
  if (kind !== "dns") return false;
  const addresses = look.observe({ ask: "addresses", host });
  const services = port === null ? (["_matrix-fed._tcp", "_matrix._tcp"] as const) : [];
  const lookups = services.map((service) => look.observe({ ask: "srv", service, name: host }));
  const isMute =
    addresses.kind === "addresses" &&
    [addresses.a, addresses.aaaa].every((set) => set.rcode === "TIMEOUT");
  return isMute && lookups.every((seen) => seen.kind === "untold" || seen.rcode === "TIMEOUT");
}

/** A warning that leaves no way to the server is an error there (problems.md). */
function escalate(look: Look, problems: readonly Problem[]): readonly Problem[] {
  const isCutOff = !isReached(look) && look.inbound[TODAY].verdict !== "unknown";
  if (!isCutOff || problems.some((each) => each.severity === "error")) return problems;
  return problems.map((each) =>
    each.severity === "warning" ? { ...each, severity: "error" } : each,
  );
}

function isSame(one: Problem, other: Problem): boolean {
  return (
    one.code === other.code &&
    one.data["host"] === other.data["host"] &&
    one.data["address"] === other.data["address"] &&
    one.data["record"] === other.data["record"]
  );
}
