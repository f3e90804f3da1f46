import type { Verdict } from "../../shared/resolve/route.ts";
import type { Meeting, Prediction, Request } from "./predict.ts";

/** A TCP connection as a stub saw it. */
export interface Connection {
  readonly to: string;
  readonly sni: string | null;
  readonly request: Request | null;
}

/** What a real Synapse did in a world, from the logs of BIND, the bridge and the stubs. */
export interface Observed {
  readonly srv: readonly string[];
  /** `A NAME` and `AAAA NAME`. */
  readonly questions: readonly string[];
  /** ADDRESS:PORT of each SYN. */
  readonly tried: readonly string[];
  readonly connections: readonly Connection[];
  /** Status of the client API, 200 where the peer's answer came through. */
  readonly status: number;
}

/** How reality and model compare; `differences` is empty where they agree. */
export interface Compared {
  readonly verdict: Verdict;
  readonly differences: readonly string[];
}

/** Compares what was predicted with what was seen, part by part. */
export function compare(predicted: Prediction, seen: Observed): Compared {
  const connections = unique(seen.connections.map(show));
  const wanted = predicted.meetings.map((each) => each.to.map((to) => show({ ...each, to })));
  const verdict = verdictOf(predicted, seen, connections.length);
  const questions = predicted.hosts.flatMap((host) => [`A ${host}`, `AAAA ${host}`]);
  const differences = [
    differ("SRV", predicted.srv.map(plain), unique(seen.srv.map(plain))),
    differ("A/AAAA", questions.map(plain).toSorted(), unique(seen.questions.map(plain)).toSorted()),
    differGroups("TCP", predicted.tried, unique(seen.tried)),
    differ("connections", wanted.map(pick(connections)), connections),
    differ("verdict", [predicted.inbound.verdict], [verdict]),
  ];
  return { verdict, differences: differences.flatMap((each) => each ?? []) };
}

/** The verdict in the contract's words, from what was seen alone. */
function verdictOf({ fetches }: Prediction, { status }: Observed, connections: number): Verdict {
  if (status === 200) return "reached";
  return connections > fetches ? "refused" : "unreachable";
}

/** A connection in one line: place, SNI, and the request with its Host. */
export function show(each: Connection | (Omit<Meeting, "to"> & { readonly to: string })): string {
  const request = each.request;
  const sent = request === null ? "no request" : `Host ${request.host} ${request.path}`;
  return `${each.to} SNI ${each.sni ?? "none"}, ${sent}`;
}

/** DNS names know no case (RFC 4343), and software asks in the one or the other. */
function plain(question: string): string {
  return question.toLowerCase();
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

/** Of several places that will do, the one that was seen. */
function pick(seen: readonly string[]): (choices: readonly string[]) => string {
  return (choices) => choices.find((each) => seen.includes(each)) ?? choices[0] ?? "";
}

function differ(what: string, wanted: readonly string[], seen: readonly string[]): string | null {
  if (wanted.length === seen.length && wanted.every((each, index) => each === seen[index]))
    return null;
  return `${what}: predicted ${list(wanted)}, seen ${list(seen)}`;
}

function differGroups(
  what: string,
  wanted: readonly (readonly string[])[],
  seen: readonly string[],
): string | null {
  const all = wanted.flat();
  const met = wanted.every((group) => group.some((each) => seen.includes(each)));
  if (met && seen.every((each) => all.includes(each))) return null;
  return differ(what, unique(all), seen) ?? `${what}: predicted one of each, seen ${list(seen)}`;
}

function list(texts: readonly string[]): string {
  return texts.length === 0 ? "nothing" : texts.join(" | ");
}
