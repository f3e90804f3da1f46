import type { InboundEra, TraceEntry } from "../../shared/resolve/route.ts";
import { traitsOf, type Era } from "../../shared/domain/era.ts";
import { stopOfProblem } from "./stop-of-problem.ts";
import { STOPS, type Mark, type Stop, type StopId, type Way } from "./way.ts";

/** What is known besides the route of the era. */
export interface Beside {
  /** Whether a proxy hands requests on to Synapse; null where that cannot be seen. */
  readonly proxied: boolean | null;
  /** What Synapse calls itself; null where it did not answer. */
  readonly software: string | null;
}

/** The host part of a server name. */
export function hostOf(name: string): string {
  return name.replace(/:\d+$/, "");
}

/** Draws the line of an era from its trace: what was asked, what came, and where it ended. */
export function wayOfInbound(name: string, era: Era, inbound: InboundEra, beside: Beside): Way {
  const ending = endingOf(inbound);
  const at = ending === null ? STOPS.length : STOPS.indexOf(ending);
  const stops = STOPS.map((id, index): Stop => {
    if (index > at) return stop(id, "dark", "dark");
    if (index === at) return broken(id, inbound);
    return passed(id, { era, inbound, beside, name });
  });
  const host = inbound.target?.host ?? null;
  const turnAt = stops.findIndex(({ mark }) => mark === "turn");
  const isElsewhere = turnAt >= 0 && host !== null && host !== hostOf(name);
  // Where nobody gets to a port there is no certificate to ask for.
  const must = at < STOPS.indexOf("port") ? null : inbound.certificateName;
  return {
    stops,
    top: hostOf(name),
    low: isElsewhere ? host : null,
    port: inbound.target?.port ?? null,
    must:
      must === null ? null : { of: must === hostOf(name) ? 0 : Math.max(turnAt, 0), name: must },
  };
}

function stop(id: StopId, mark: Mark, word: string, value: string | null = null): Stop {
  return { id, mark, word, value, why: null };
}

/** Where the line ends; null where the server is reached. A part that could not be seen ends it too. */
function endingOf({ verdict, why, trace }: InboundEra): StopId | null {
  if (verdict === "reached") return null;
  if (why !== null) {
    const at = stopOfProblem(why);
    return at === "address" && isNoName(trace) ? "name" : at;
  }
  const last = trace.at(-1);
  return last === undefined ? "name" : stopOfStep(last);
}

function stopOfStep({ step }: TraceEntry): StopId {
  if (step === "well-known" || step === "addresses") return step === "addresses" ? "address" : step;
  if (step === "connect") return "port";
  return step.includes("srv") ? "srv" : "address";
}

/** The name itself is not in DNS: nothing that was asked of it is there. */
function isNoName(trace: readonly TraceEntry[]): boolean {
  const asked = trace.filter(({ step }) => step === "addresses" || step.includes("srv"));
  return asked.length > 0 && asked.every(({ answer }) => answer === "NXDOMAIN");
}

function broken(id: StopId, { verdict, why, trace, target }: InboundEra): Stop {
  const isUntold = verdict === "unknown" || why === null;
  const word = isUntold ? "untold" : (BROKEN[why] ?? (verdict === "refused" ? "refused" : id));
  const value = id === "port" && target !== null ? String(target.port) : seenAt(id, trace);
  return { id, mark: isUntold ? "ahead" : "bad", word: `bad-${word}`, value, why };
}

/** Words of their own for what is met most; the others say "refused" or that the stop fails. */
const BROKEN: { readonly [code: string]: string } = {
  "port-refused": "port-refused",
  "port-timeout": "port-timeout",
  "cert-self-signed": "self-signed",
  "cert-expired": "expired",
  "cert-name-mismatch": "other-name",
  "cert-staging": "staging",
  "upstream-down": "upstream-down",
  "not-a-homeserver": "not-a-homeserver",
};

function seenAt(id: StopId, trace: readonly TraceEntry[]): string | null {
  const entry = trace.findLast((each) => stopOfStep(each) === id);
  return entry === undefined || entry.answer === "untold" ? null : entry.answer;
}

interface Passed {
  readonly era: Era;
  readonly inbound: InboundEra;
  readonly beside: Beside;
  readonly name: string;
}

function passed(id: StopId, given: Passed): Stop {
  const { era, inbound, beside, name } = given;
  switch (id) {
    case "name":
      return stop(id, "ok", "start", name);
    case "well-known":
      return wellKnown(era, inbound);
    case "srv":
      return srv(inbound);
    case "address":
      return stop(id, "ok", "found", inbound.target?.addresses.join(" ") ?? null);
    case "port":
      return stop(id, "ok", "open", inbound.target === null ? null : String(inbound.target.port));
    case "certificate":
      return traitsOf(era).checksCertificate
        ? stop(id, "ok", "accepted", inbound.certificateName)
        : stop(id, "unchecked", "unchecked");
    case "proxy":
      if (beside.proxied === null) return stop(id, "none", "unseen");
      return beside.proxied ? stop(id, "ok", "passes") : stop(id, "pass", "no-proxy");
    case "synapse":
      return stop(id, "ok", "reached", beside.software);
  }
}

function wellKnown(era: Era, { trace, decidedBy }: InboundEra): Stop {
  if (!traitsOf(era).wellKnown) return stop("well-known", "none", "unknown-to-era");
  const entry = trace.find(({ step }) => step === "well-known");
  if (entry === undefined) return stop("well-known", "pass", "not-asked");
  if (decidedBy?.startsWith("well-known") !== true)
    return stop("well-known", "pass", "not-there", entry.answer);
  return stop("well-known", "turn", "followed", entry.answer.replace(/^m\.server /, ""));
}

function srv({ trace, target }: InboundEra): Stop {
  const asked = trace.filter(({ step }) => step.includes("srv"));
  const found = asked.find(({ took }) => took);
  if (found !== undefined && target !== null)
    return stop("srv", "turn", "followed", `${target.host}:${target.port}`);
  return asked.length === 0
    ? stop("srv", "pass", "not-asked")
    : stop("srv", "pass", "no-record", asked.at(-1)?.answer ?? null);
}
