import { z } from "zod";
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
export function judgeClient(
  place: ClientPlace,
  body: string | null,
  why: string | null,
): ClientLook {
  const versions = body === null ? null : readVersions(body);
  const proven = versions !== null;
  const evidence = `${place.url}/_matrix/client/versions: ${why ?? "no list of versions"}`;
  const unreachable = problem(
    "client-unreachable",
    { url: place.url },
    { severity: "warning", evidence },
  );
  return {
    homeserver: place.url,
    discovered: place.discovered,
    proven,
    versions: versions ?? [],
    cors: place.cors,
    problems: proven ? [] : [unreachable],
  };
}

const ClientFile = z.looseObject({ "m.homeserver": z.looseObject({ base_url: z.string() }) });
const VersionsPage = z.looseObject({ versions: z.array(z.unknown()) });

function baseUrl(outcome: HopOutcome): string | null {
  if (outcome.kind !== "answered" || outcome.status !== 200 || outcome.truncated) return null;
  const document = ClientFile.safeParse(parse(outcome.body));
  if (!document.success) return null;
  const url = document.data["m.homeserver"].base_url;
  return readUrl(url)?.scheme === "https" ? url.replace(/\/+$/, "") : null;
}

function readVersions(body: string): readonly string[] | null {
  const document = VersionsPage.safeParse(parse(body));
  if (!document.success) return null;
  return document.data.versions
    .filter((each): each is string => typeof each === "string" && each.length < 50)
    .slice(0, 100);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
