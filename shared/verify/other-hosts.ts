import { formatHostPort, type ServerName } from "../domain/server-name.ts";
import type { Query } from "../facts/observation.ts";
import type { Route } from "../resolve/route.ts";
import type { EndpointLook } from "./look.ts";

type EndpointQuery = Extract<Query, { readonly ask: "endpoint" }>;

/** Statuses that a proxy gives for a `Host` that it does not know, and others for other reasons. */
const AMBIGUOUS = new Set([404, 503]);

/**
 * The same endpoint under other `Host` headers, worth asking where 404 or 503 came: the name with and
 * without the port, the server name, the SRV target. Empty where nothing is in doubt.
 */
export function otherHosts(
  name: ServerName,
  route: Route,
  endpoint: EndpointLook,
): readonly EndpointQuery[] {
  const status = endpoint.seen.http?.version.status ?? 0;
  if (!AMBIGUOUS.has(status) || endpoint.seen.http?.serverName === name.text) return [];
  const { port, host } = endpoint.target;
  const bare = route.hostHeader.replace(/:[0-9]+$/, "");
  const named = route.sni === null ? [] : [route.sni];
  const hosts = [bare, `${bare}:${port}`, name.host, host, formatHostPort(host, port), ...named];
  const others = [...new Set(hosts)].filter((each) => each !== route.hostHeader);
  return others.map((hostHeader) => ({
    ask: "endpoint",
    address: endpoint.address,
    port,
    sni: route.sni,
    hostHeader,
  }));
}
