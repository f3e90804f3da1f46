import manifest from "../../package.json" with { type: "json" };
import { EXIT, type CommandResult } from "../engine/command-result.ts";
import { termsIn } from "../../shared/words/terms.ts";
import { all, has, one, type Args } from "./args.ts";
import type { CommandName } from "./command-table.ts";
import { inWords } from "./in-words.ts";
import type { Speak, SpokenProblem } from "./speak.ts";

/** Options that change whom Homeport believes. */
export interface Trust {
  readonly caFiles: readonly string[];
  readonly dnsServers: readonly string[];
  readonly connectTo: readonly string[];
  readonly acmeDirectory: string | null;
}

/** The keys that every document has, and those of its command (`cli.md`, "Envelope"). */
export interface Envelope {
  readonly format: 1;
  readonly homeport: string;
  readonly command: CommandName | null;
  readonly name: string | null;
  readonly at: string;
  readonly seconds: number;
  readonly exit: number;
  readonly trust: Trust;
  readonly problems: readonly SpokenProblem[];
  readonly [key: string]: unknown;
}

/** When a command began and ended, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Wraps what a command gave. `args` is null where the command line could not be read. */
export function wrapResult(
  command: CommandName | null,
  args: Args | null,
  result: CommandResult,
  span: Span,
  speak: Speak,
): Envelope {
  return {
    format: 1,
    homeport: manifest.version,
    command,
    name: result.name,
    at: new Date(span.from).toISOString(),
    seconds: Math.round(span.to - span.from) / 1000,
    exit: result.exit,
    trust: args === null ? NOBODY : trustOf(args),
    problems: result.problems.map(speak.problem),
    ...(result.exit === EXIT.later ? { retryAt: retryAt(result, span.to) } : {}),
    ...(args !== null && has(args, "practice") ? { practice: true } : {}),
    // A schema speaks of codes and data, and holds none.
    ...(command === "schema" ? result.document : withTerms(inWords(result.document, speak))),
  };
}

/** What a lock is given until it is asked for again, in milliseconds. */
const LOCK_AGAIN_AFTER = 60_000;

/** When to try again: when the CA says, else soon, for a lock is held no longer than a run takes. */
function retryAt({ problems }: CommandResult, now: number): string {
  const told = problems.map(({ data }) => data["retryAt"]).find((at) => typeof at === "string");
  return told ?? new Date(now + LOCK_AGAIN_AFTER).toISOString();
}

/** Adds what the terms mean that the document's sentences use, for whoever shows it to people. */
function withTerms(document: { readonly [key: string]: unknown }): { [key: string]: unknown } {
  const terms = termsIn(JSON.stringify(document));
  if (terms.length === 0) return document;
  return { ...document, terms: Object.fromEntries(terms.map(({ id, means }) => [id, means])) };
}

/** What of the trust was changed on the command line. */
export function trustOf(args: Args): Trust {
  return {
    caFiles: all(args, "ca-file"),
    dnsServers: all(args, "dns-server"),
    connectTo: all(args, "connect-to"),
    acmeDirectory: one(args, "acme-directory"),
  };
}

const NOBODY: Trust = { caFiles: [], dnsServers: [], connectTo: [], acmeDirectory: null };
