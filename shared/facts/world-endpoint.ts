import type { EndpointSeen, HttpSeen, PageSeen } from "./observation.ts";
import { endpointKey, worldName } from "./world-keys.ts";
import { sitesAt } from "./world-https.ts";
import type { World, WorldEndpoint } from "./world-types.ts";

const BOTH = ["1.2", "1.3"] as const;
const CLOSED: EndpointSeen = { kind: "endpoint", tcp: "refused", tls: null, http: null };

/** What federation meets at ADDRESS:PORT in a world. Only `endpoints` are somebody's homeserver. */
export function worldEndpoint(
  world: World,
  address: string,
  port: number,
  sni: string | null,
): EndpointSeen {
  const key = endpointKey(address, port);
  const endpoint = Object.hasOwn(world.endpoints, key) ? world.endpoints[key] : undefined;
  if (endpoint === undefined) return port === 443 ? siteOnly(world, address, sni) : CLOSED;
  if (endpoint.silent) return { kind: "endpoint", tcp: "timeout", tls: null, http: null };
  if (!endpoint.open) return CLOSED;
  if (endpoint.certificate === null) {
    return { kind: "endpoint", tcp: "open", tls: { spoken: false, why: "plain" }, http: null };
  }
  return {
    kind: "endpoint",
    tcp: "open",
    tls: { spoken: true, versions: endpoint.tls, certificate: endpoint.certificate },
    http: pages(world, homeserverAt(world, address, endpoint)),
  };
}

/** Port 443 that only `https` names: open, the certificate goes by SNI, nobody's homeserver. */
function siteOnly(world: World, address: string, sni: string | null): EndpointSeen {
  const sites = sitesAt(world, address);
  const asked = sni === null ? null : worldName(sni);
  const site = (sites.find(([host]) => host === asked) ?? sites[0])?.[1];
  if (site === undefined) return CLOSED;
  const tls = { spoken: true, versions: BOTH, certificate: site.certificate } as const;
  return { kind: "endpoint", tcp: "open", tls, http: pages(world, null) };
}

function homeserverAt(world: World, address: string, endpoint: WorldEndpoint): string | null {
  if (endpoint.serverName !== undefined) return endpoint.serverName;
  const { server } = world;
  if (server === null) return null;
  if (server.addresses.length === 0) return server.name;
  const here = server.addresses.some((own) => endpointKey(own, 1) === endpointKey(address, 1));
  return here ? server.name : null;
}

function pages(world: World, serverName: string | null): HttpSeen {
  const page: PageSeen =
    serverName === null
      ? { status: 404, json: false, location: null }
      : { status: 200, json: true, location: null };
  const version =
    serverName !== null && serverName === world.server?.name ? world.server.version : null;
  return {
    version: page,
    keys: page,
    serverName,
    software: version === null ? null : `Synapse ${version}`,
    keyFaults: serverName === null ? ["missing"] : [],
    encodedSlash: "untried",
    bodyRefused: null,
  };
}
