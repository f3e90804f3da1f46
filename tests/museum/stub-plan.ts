import type { CertificateSeen } from "../../shared/facts/observation.ts";
import { sitesAt } from "../../shared/facts/world-https.ts";
import { endpointKey, readEndpointKey, worldName } from "../../shared/facts/world-keys.ts";
import { observeWorld } from "../../shared/facts/world-observe.ts";
import type { World, WorldPage } from "../../shared/facts/world-types.ts";
import type { ServerCertificate } from "../ports/network/certificates.ts";

/** A site that a stub serves for its own SNI. */
export interface StubSite {
  readonly host: string;
  readonly certificate: ServerCertificate;
  readonly pages: { readonly [path: string]: WorldPage };
}

/** One ADDRESS:PORT of the stubs. */
export interface StubPort {
  readonly address: string;
  readonly port: number;
  readonly minVersion: "TLSv1.2" | "TLSv1.3";
  readonly maxVersion: "TLSv1.2" | "TLSv1.3";
  /** What is served for every SNI that is no site's; null: no TLS is spoken. */
  readonly certificate: ServerCertificate | null;
  readonly sites: readonly StubSite[];
  /** Whose homeserver answers; null for nobody's. */
  readonly serverName: string | null;
}

/** Gives a certificate as a world describes it. */
export type Issue = (seen: CertificateSeen) => Promise<ServerCertificate>;

/** The stubs that make a world real: every open endpoint, and port 443 of every host of `https`. */
export async function stubPorts(world: World, issue: Issue): Promise<readonly StubPort[]> {
  const sites = Object.keys(world.https).flatMap((host) => addressesOf(world, host));
  const keys = new Set([
    ...Object.keys(world.endpoints),
    ...sites.map((address) => endpointKey(address, 443)),
  ]);
  const places = [...keys].flatMap((key) => readEndpointKey(key) ?? []);
  const open = places.filter((place) => isOpen(world, endpointKey(place.address, place.port)));
  return Promise.all(open.map((place) => stubPort(world, place, issue)));
}

/** Every address that a world names: those where nothing listens must answer with a reset too. */
export function worldAddressesOf(world: World): readonly string[] {
  const ofEndpoints = Object.keys(world.endpoints).flatMap(
    (key) => readEndpointKey(key)?.address ?? [],
  );
  const ofNames = Object.values(world.dns).flatMap((name) => [
    ...(name.A?.records ?? []),
    ...(name.AAAA?.records ?? []),
  ]);
  return [...new Set([...ofEndpoints, ...ofNames])];
}

function isOpen(world: World, key: string): boolean {
  const endpoint = world.endpoints[key];
  if (endpoint?.silent === true) throw new Error(`${key}: no stub lets packets vanish`);
  return endpoint?.open ?? true;
}

async function stubPort(
  world: World,
  { address, port }: { readonly address: string; readonly port: number },
  issue: Issue,
): Promise<StubPort> {
  const endpoint = world.endpoints[endpointKey(address, port)];
  const sites = port === 443 ? sitesAt(world, address) : [];
  const certificate = endpoint === undefined ? sites[0]?.[1].certificate : endpoint.certificate;
  const versions = endpoint?.tls ?? ["1.2", "1.3"];
  return {
    address,
    port,
    minVersion: versions.includes("1.2") ? "TLSv1.2" : "TLSv1.3",
    maxVersion: versions.includes("1.3") ? "TLSv1.3" : "TLSv1.2",
    certificate: certificate ? await issue(certificate) : null,
    sites: await Promise.all(
      sites.map(async ([host, site]) => ({
        host: worldName(host),
        certificate: await issue(site.certificate),
        pages: site.pages,
      })),
    ),
    serverName: homeserverAt(world, address, port),
  };
}

function homeserverAt(world: World, address: string, port: number): string | null {
  const query = { ask: "endpoint", address, port, sni: null, hostHeader: "" } as const;
  const seen = observeWorld(world)(query);
  return seen.kind === "untold" ? null : (seen.http?.serverName ?? null);
}

function addressesOf(world: World, host: string): readonly string[] {
  const seen = observeWorld(world)({ ask: "addresses", host });
  return seen.kind === "untold" ? [] : [...seen.a.records, ...seen.aaaa.records];
}
