import type { CertificateSeen } from "../facts/observation.ts";
import { endpointKey, worldName } from "../facts/world-keys.ts";
import type { World, WorldEndpoint, WorldPage } from "../facts/world-types.ts";
import type { FileToWrite, ProxyRoute } from "../plan/plan.ts";
import { folderNamed } from "./effect-of-synapse.ts";
import { observeState, type ProofState } from "./state.ts";

type SiteFile = FileToWrite & { readonly what: "nginx-site" | "proxy-snippet" };

/** The state after the proxy has read its files again; where its own test of them fails nothing changes. */
export function withProxyRead(state: ProofState): ProofState {
  const sites = Object.values(state.files).filter(
    (file): file is SiteFile => file.what === "nginx-site",
  );
  const broken = sites.some(
    (file) => file.opens.some((route) => route.tls) && servedBy(state, file) === null,
  );
  return broken ? state : sites.reduce(withSite, state);
}

/** The state after one site of the proxy became live. */
export function withSite(state: ProofState, file: SiteFile): ProofState {
  const certificate = servedBy(state, file) ?? served443(state, file);
  return file.opens.reduce((now, route) => withRoute(now, route, certificate, file.content), state);
}

function servedBy(state: ProofState, file: SiteFile): CertificateSeen | null {
  const folder = folderNamed(file.content);
  return folder === null ? null : (state.disk[folder] ?? null);
}

/** Lines that name no certificate stand in a site that has one, which the proxy serves on port 443. */
function served443(state: ProofState, file: SiteFile): CertificateSeen | null {
  const sni = file.opens.find((route) => route.tls)?.names[0];
  if (file.what !== "proxy-snippet" || folderNamed(file.content) !== null || sni === undefined)
    return null;
  const observe = observeState(state);
  for (const address of state.world.server?.addresses ?? []) {
    const seen = observe({ ask: "endpoint", address, port: 443, sni, hostHeader: sni });
    if (seen.kind === "endpoint" && seen.tls?.spoken === true) return seen.tls.certificate;
  }
  return null;
}

function withRoute(
  state: ProofState,
  route: ProxyRoute,
  certificate: CertificateSeen | null,
  content: string,
): ProofState {
  const addresses = state.world.server?.addresses ?? [];
  const opened = addresses.reduce(
    (now, address) => openAt(now, route, certificate, address),
    state,
  );
  const documents = documentsIn(content);
  if (!route.tls || route.port !== 443 || certificate === null || documents.length === 0)
    return opened;
  return {
    ...opened,
    world: route.names.reduce(
      (world, name) => withDocuments(world, name, certificate, documents),
      opened.world,
    ),
  };
}

function openAt(
  state: ProofState,
  route: ProxyRoute,
  certificate: CertificateSeen | null,
  address: string,
): ProofState {
  const key = endpointKey(address, route.port);
  const present = state.world.endpoints[key];
  const synapses = (state.world.server?.listeners ?? []).some(
    (each) => each.tls && each.port === route.port,
  );
  if (present?.silent === true || (synapses && present?.open === true)) return state;
  if (route.tls && certificate === null) return state;
  const homeserver = route.upstreamPort !== null && listens(state.world, route.upstreamPort);
  const answers = present?.open === true && present.certificate !== null;
  if (answers && certificate !== null)
    return withSiteBeside(state, key, route.names, certificate, homeserver);
  if (present?.open === true && !route.tls) return state;
  const made: WorldEndpoint = {
    open: true,
    silent: false,
    tls: ["1.2", "1.3"],
    certificate: route.tls ? certificate : null,
    ...(homeserver ? {} : { serverName: null }),
  };
  return {
    ...state,
    world: { ...state.world, endpoints: { ...state.world.endpoints, [key]: made } },
  };
}

function withSiteBeside(
  state: ProofState,
  key: string,
  names: readonly string[],
  certificate: CertificateSeen,
  homeserver: boolean,
): ProofState {
  const made = { names: names.map(worldName), certificate, homeserver };
  const sites = [...(state.sites[key] ?? []), made];
  return { ...state, sites: { ...state.sites, [key]: sites } };
}

function listens(world: World, port: number): boolean {
  return (world.server?.listeners ?? []).some((each) => each.port === port);
}

function withDocuments(
  world: World,
  name: string,
  certificate: CertificateSeen,
  documents: readonly (readonly [string, WorldPage])[],
): World {
  const key = worldName(name);
  if (Object.hasOwn(world.https, key)) return world;
  return {
    ...world,
    https: { ...world.https, [key]: { certificate, pages: Object.fromEntries(documents) } },
  };
}

/** Documents that an nginx file answers by itself. */
function documentsIn(content: string): readonly (readonly [string, WorldPage])[] {
  return [
    ...content.matchAll(/location = (\/\.well-known\/\S+) \{[\s\S]*?return 200 '([^']*)'/g),
  ].map(
    (found) =>
      [found[1] ?? "", { silent: false, status: 200, headers: {}, body: found[2] ?? "" }] as const,
  );
}
