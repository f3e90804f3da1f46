import { certificateFault } from "../certificates/judge.ts";
import { traitsOf, type Era } from "../domain/era.ts";
import type { Instant } from "../domain/instant.ts";
import type { HopOutcome, HopSeen, WellKnownSeen } from "../facts/observation.ts";
import { readUrl } from "../facts/url.ts";
import type { ProblemCode } from "../problems/codes.ts";
import { wellKnownLife } from "./cache-life.ts";
import { misreadHost, readDelegatedName, type DelegatedName } from "./delegated-name.ts";

/** What a fetched well-known file means to software of an era. `answer` says shortly what came. */
export type WellKnownJudged =
  | {
      readonly kind: "delegates";
      readonly to: DelegatedName;
      /** Seconds for which peers keep it. */
      readonly life: number;
      readonly answer: string;
    }
  /** As if there were no file: the era goes on with the server name itself. */
  | { readonly kind: "ignored"; readonly why: ProblemCode; readonly answer: string }
  /** The era's request ends in an error; `srvFor`: not before it asked SRV for this host. */
  | {
      readonly kind: "fails";
      readonly why: ProblemCode;
      readonly answer: string;
      readonly srvFor: string | null;
    };

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Judges a fetch of `/.well-known/matrix/server` for an era: every hop's certificate against public
 * CAs at `now`, the redirects that the era follows, the size that it reads, the document.
 */
export function judgeWellKnown(era: Era, seen: WellKnownSeen, now: Instant): WellKnownJudged {
  for (const hop of seen.hops) {
    const judged = judgeHop(era, hop, now);
    if (judged !== "follow") return judged;
  }
  if (seen.loop) return ignored("well-known-redirect-loop", "redirects never end");
  return ignored("well-known-missing", "redirect to nowhere");
}

function judgeHop(era: Era, hop: HopSeen, now: Instant): WellKnownJudged | "follow" {
  const { outcome } = hop;
  if (outcome.kind !== "answered") return ignored("well-known-unreachable", meaningOf(outcome));
  const fault = hopFault(era, hop.url, outcome, now);
  if (fault !== null) return ignored("well-known-tls-invalid", fault);
  if (outcome.status === 308 && !traitsOf(era).follows308)
    return ignored("well-known-redirect-308", "308");
  if (isRedirect(outcome.status)) return hasLocation(outcome) ? "follow" : missing(outcome.status);
  return outcome.status === 200 ? judgeDocument(era, outcome, now) : missing(outcome.status);
}

type Answered = Extract<HopOutcome, { readonly kind: "answered" }>;

function hopFault(era: Era, url: string, outcome: Answered, now: Instant): ProblemCode | null {
  const parts = readUrl(url);
  if (parts?.scheme === "http") return null;
  if (outcome.certificate === null || parts === null) return "cert";
  return certificateFault(outcome.certificate, parts.host, traitsOf(era), now);
}

function isRedirect(status: number): boolean {
  return REDIRECTS.has(status);
}

function hasLocation(outcome: Answered): boolean {
  return outcome.headers["location"] !== undefined;
}

function judgeDocument(era: Era, outcome: Answered, now: Instant): WellKnownJudged {
  // 50 KiB since 1.25.0 (#8950); older software reads on.
  if (outcome.truncated && readsToday(era))
    return ignored("well-known-too-large", "more than 50 KiB");
  const server = readMServer(outcome);
  if (server.kind === "bad-json") return ignored("well-known-bad-json", "200, not JSON");
  if (server.kind === "absent") return ignored("well-known-no-m-server", "200, no m.server");
  return judgeValue(era, server.value, wellKnownLife(outcome.headers, now));
}

/** `"".encode("ascii")` stands outside the try block in 0.99 and 1.0, so what is not ASCII text is an error there. */
function judgeValue(era: Era, value: unknown, life: number): WellKnownJudged {
  const answer = `m.server ${JSON.stringify(value)}`;
  const refusal = readsToday(era) ? ignored : fails;
  if (typeof value !== "string") return refusal("well-known-no-m-server", answer);
  if (value === "") return ignored("well-known-no-m-server", answer);
  if (/[^\u0000-\u007f]/.test(value)) return refusal("well-known-bad-value", answer);
  const to = readDelegatedName(era, value);
  return to === null
    ? { ...fails("well-known-bad-value", answer), srvFor: misreadHost(era, value) }
    : { kind: "delegates", to, life, answer: `m.server ${value}` };
}

function readsToday(era: Era): boolean {
  return traitsOf(era).follows308;
}

type MServer =
  | { readonly kind: "bad-json" }
  | { readonly kind: "absent" }
  | { readonly kind: "value"; readonly value: unknown };

function readMServer(outcome: Answered): MServer {
  const document = parseJson(outcome.body);
  if (document === undefined && outcome.truncated) return fromBeginning(outcome.body);
  if (document === undefined) return { kind: "bad-json" };
  return hasMServer(document) ? { kind: "value", value: document["m.server"] } : { kind: "absent" };
}

function hasMServer(document: unknown): document is { readonly "m.server": unknown } {
  return (
    typeof document === "object" &&
    document !== null &&
    !Array.isArray(document) &&
    Object.hasOwn(document, "m.server")
  );
}

/** Only the beginning of a large file was kept: its first `m.server` is taken for the document's. */
function fromBeginning(body: string): MServer {
  const found = /"m\.server"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(body)?.[1];
  return found === undefined ? { kind: "bad-json" } : { kind: "value", value: parseJson(found) };
}

function parseJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}

function meaningOf(outcome: Exclude<HopOutcome, Answered>): string {
  return outcome.kind === "no-address" ? outcome.rcode : outcome.kind;
}

function missing(status: number): WellKnownJudged {
  return ignored("well-known-missing", String(status));
}

function ignored(why: ProblemCode, answer: string): WellKnownJudged {
  return { kind: "ignored", why, answer };
}

function fails(
  why: ProblemCode,
  answer: string,
): Extract<WellKnownJudged, { readonly kind: "fails" }> {
  return { kind: "fails", why, answer, srvFor: null };
}
