import { certificateFault } from "../certificates/judge.ts";
import { traitsOf, type Era } from "../domain/era.ts";
import type { Instant } from "../domain/instant.ts";
import type { EndpointSeen, HttpSeen, TlsSeen } from "../facts/observation.ts";
import type { ProblemCode } from "../problems/codes.ts";
import type { Verdict } from "./route.ts";

/** How a peer fares at one address. `connected` tells whether TCP opened, which ends the search for another target. */
export interface Met {
  readonly verdict: Verdict;
  readonly connected: boolean;
  readonly why: ProblemCode | null;
  /** What came, shortly. */
  readonly answer: string;
}

/** Whom a peer of which era expects to meet. */
export interface Expected {
  readonly era: Era;
  /** The server name in its own case: names are case-sensitive (spec appendices). */
  readonly serverName: string;
  /** Name that the certificate must carry; null where it is not checked. */
  readonly certificateName: string | null;
  readonly now: Instant;
}

/** Judges what answers at ADDRESS:PORT for a peer: TCP, TLS and its version, certificate, whose homeserver it is. */
export function judgeEndpoint(expected: Expected, seen: EndpointSeen): Met {
  if (seen.tcp === "untold")
    return { verdict: "unknown", connected: false, why: null, answer: "untold" };
  if (seen.tcp !== "open") {
    return { verdict: "unreachable", connected: false, why: `port-${seen.tcp}`, answer: seen.tcp };
  }
  const fault = tlsFault(expected, seen.tls) ?? homeserverFault(expected.serverName, seen.http);
  if (fault !== null) return { verdict: "refused", connected: true, why: fault, answer: fault };
  return {
    verdict: "reached",
    connected: true,
    why: null,
    answer: `homeserver of ${expected.serverName}`,
  };
}

function tlsFault(expected: Expected, tls: TlsSeen | null): ProblemCode | null {
  if (tls === null) return "tls-handshake-failed";
  if (!tls.spoken) return WHY_NO_TLS[tls.why];
  const traits = traitsOf(expected.era);
  if (!tls.versions.some((version) => version <= traits.maxTls)) return "tls-handshake-failed";
  if (!traits.checksCertificate || expected.certificateName === null) return null;
  return certificateFault(tls.certificate, expected.certificateName, traits, expected.now);
}

const WHY_NO_TLS = {
  plain: "tls-not-spoken",
  "handshake-failed": "tls-handshake-failed",
  silent: "response-timeout",
} as const satisfies { readonly [why: string]: ProblemCode };

/** Why what answers is not the homeserver of a name; null where it is. Without a key document, a version page in JSON is enough. */
export function homeserverFault(serverName: string, http: HttpSeen | null): ProblemCode | null {
  if (http === null) return "response-timeout";
  if (http.serverName === serverName) return null;
  if (http.serverName !== null) return "key-server-name-mismatch";
  const { version, keys } = http;
  const speaks = version.status === 200 && version.json;
  if (speaks) return keys === null ? null : "federation-listener-missing";
  if (isUnrouted(http)) return "host-header-not-routed";
  return pageFault(version.status);
}

/** The proxy says 404, and no JSON, to the version page and to `/` alike: it has no site for the name. */
export function isUnrouted({ version, root }: HttpSeen): boolean {
  return [version, root].every((page) => page?.status === 404 && !page.json);
}

function pageFault(status: number): ProblemCode {
  if (status === 0) return "response-timeout";
  if (status === 200) return "not-a-homeserver";
  if (status >= 300 && status < 400) return "federation-api-redirected";
  if (status === 403 || status === 405) return "federation-api-forbidden";
  if (status === 404) return "not-a-homeserver";
  if (status === 421) return "host-header-not-routed";
  return status >= 502 && status <= 504 ? "upstream-down" : "http-error";
}
