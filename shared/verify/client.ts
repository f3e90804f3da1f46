import { formatHostPort, type ServerName } from "../domain/server-name.ts";
import type { HopOutcome, WellKnownSeen } from "../facts/observation.ts";
import { readUrl } from "../facts/url.ts";
import { problem, type Problem } from "../problems/problem.ts";

/** How people log in: the homeserver URL to type, and whether `/_matrix/client/versions` proved it from outside. */
export interface ClientLook {
  readonly homeserver: string;
  /** `/.well-known/matrix/client` names it, so that the server name alone is enough in an app. */
  readonly discovered: boolean;
  readonly proven: boolean;
  /** Versions of the client API that the server names. */
  readonly versions: readonly string[];
  /** A browser may read the file (`Access-Control-Allow-Origin: *`); null where there is no file. */
  readonly cors: boolean | null;
  readonly problems: readonly Problem[];
}

/** Where clients should go: the `base_url` of the file, or the server name itself over HTTPS. */
export interface ClientPlace {
  readonly url: string;
  readonly discovered: boolean;
  readonly cors: boolean | null;
}

/** Reads the client file (client-server spec, "Well-known URI"). A file that is bad or missing leaves `https://NAME`. */
export function clientPlace(name: ServerName, seen: WellKnownSeen | null): ClientPlace {
  const answer = seen?.loop === false ? seen.hops.at(-1)?.outcome : undefined;
  const found = answer === undefined ? null : baseUrl(answer);
  if (found === null) {
    return { url: `https://${formatHostPort(name.host, null)}`, discovered: false, cors: null };
  }
  const cors = answer?.kind === "answered" && answer.headers["access-control-allow-origin"] === "*";
  return { url: found, discovered: true, cors };
}

/** Judges the answer of `URL/_matrix/client/versions`; `body` is null where nothing came or not 200. */
export function judgeClient(place: ClientPlace, body: string | null, why: string | null): ClientLook {
  const versions = body === null ? null : readVersions(body);
  const proven = versions !== null;
  const evidence = `${place.url}/_matrix/client/versions: ${why ?? "no list of versions"}`;
  const unreachable = problem("client-unreachable", { url: place.url }, { severity: "warning", evidence });
  return {
    homeserver: place.url,
    discovered: place.discovered,
    proven,
    versions: versions ?? [],
    cors: place.cors,
    problems: proven ? [] : [unreachable],
  };
}

function baseUrl(outcome: HopOutcome): string | null {
  if (outcome.kind !== "answered" || outcome.status !== 200 || outcome.truncated) return null;
  const document = parse(outcome.body) as { readonly "m.homeserver"?: { readonly base_url?: unknown } } | null;
  const url = document?.["m.homeserver"]?.base_url;
  if (typeof url !== "string" || readUrl(url)?.scheme !== "https") return null;
  return url.replace(/\/+$/, "");
}

function readVersions(body: string): readonly string[] | null {
  const document = parse(body) as { readonly versions?: unknown } | null;
  const versions = document?.versions;
  if (!Array.isArray(versions)) return null;
  const isText = (each: unknown): each is string => typeof each === "string" && each.length < 50;
  return versions.filter(isText).slice(0, 100);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
