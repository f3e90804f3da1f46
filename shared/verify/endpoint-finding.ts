import { formatHostPort } from "../domain/server-name.ts";
import type { Query } from "../facts/observation.ts";
import { problem, type Problem, type ProblemData } from "../problems/problem.ts";
import type { Route } from "../resolve/route.ts";
import { certificateProblems } from "./certificate-problems.ts";
import { wellKnownOf } from "./delegation.ts";
import { isHostOf } from "./host-of.ts";
import type { EndpointLook, Look } from "./look.ts";
import { otherHosts } from "./other-hosts.ts";
import { pageProblems } from "./page-problems.ts";

/**
 * What one address is worth to today's peers. `dead`: no TCP; `bad`: something answers and a peer
 * turns away; `good`: it is the homeserver (warnings are possible); `untold`: could not be told.
 */
export interface Finding {
  readonly endpoint: EndpointLook;
  readonly state: "good" | "bad" | "dead" | "untold";
  readonly problems: readonly Problem[];
}

/** Judges one address of a route's target as today's Synapse and a careful person would. */
export function findAt(look: Look, route: Route, endpoint: EndpointLook): Finding {
  const { seen } = endpoint;
  const place = placeOf(route, endpoint);
  if (seen.tcp === "untold") return { endpoint, state: "untold", problems: [] };
  if (seen.tcp !== "open") {
    const evidence = `TCP ${formatHostPort(endpoint.address, endpoint.target.port)}: ${seen.tcp}`;
    return {
      endpoint,
      state: "dead",
      problems: [problem(`port-${seen.tcp}`, place, { evidence })],
    };
  }
  const problems = [
    ...tlsProblems(look, route, endpoint, place),
    ...httpProblems(look, route, endpoint, place),
  ];
  const isBad = problems.some((each) => each.severity === "error");
  return { endpoint, state: isBad ? "bad" : "good", problems };
}

/** The data that words about an endpoint may name. */
export function placeOf(route: Route, endpoint: EndpointLook): ProblemData {
  const { address, target } = endpoint;
  return {
    address,
    port: target.port,
    host: target.host,
    sni: route.sni,
    hostHeader: route.hostHeader,
  };
}

function tlsProblems(
  look: Look,
  route: Route,
  endpoint: EndpointLook,
  place: ProblemData,
): readonly Problem[] {
  const { tls } = endpoint.seen;
  if (tls === null) return [problem("tls-handshake-failed", place)];
  if (!tls.spoken) {
    const code = {
      plain: "tls-not-spoken",
      "handshake-failed": "tls-handshake-failed",
      silent: "response-timeout",
    } as const;
    return [
      problem(code[tls.why], place, {
        evidence: `TLS with SNI ${route.sni ?? "none"}: ${tls.why}`,
      }),
    ];
  }
  if (route.certificateName === null) return [];
  return certificateProblems(tls.certificate, route.certificateName, look.now, place);
}

function httpProblems(
  look: Look,
  route: Route,
  endpoint: EndpointLook,
  place: ProblemData,
): readonly Problem[] {
  const { http, tls } = endpoint.seen;
  if (tls?.spoken !== true) return [];
  if (http === null) return [problem("response-timeout", place)];
  return pageProblems(http, {
    serverName: look.name.text,
    now: look.now,
    place,
    answersOtherHost: otherHosts(look.name, route, endpoint).some((query) =>
      answersAsHomeserver(look, query),
    ),
    servesThisHost: servesFile(look, endpoint),
    isHostOf: (serverName) => isHostOf(look, serverName),
  });
}

/** Whoever fetched the file over 443 of the same name met the proxy that peers meet. */
function servesFile(look: Look, { target }: EndpointLook): boolean {
  const isThere = target.port === 443 && target.host.toLowerCase() === look.name.host.toLowerCase();
  return isThere && wellKnownOf(look)?.judged.kind === "delegates";
}

function answersAsHomeserver(look: Look, query: Query & { readonly ask: "endpoint" }): boolean {
  const seen = look.observe(query);
  if (seen.kind !== "endpoint" || seen.http === null) return false;
  return (
    (seen.http.version.status === 200 && seen.http.version.json) || seen.http.serverName !== null
  );
}
