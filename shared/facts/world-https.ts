import { canonicalAddress } from "../domain/ip-address.ts";
import { hostKind } from "../domain/server-name.ts";
import type { HopOutcome, HopSeen, WellKnownSeen } from "./observation.ts";
import { followLocation, printUrl, type UrlParts } from "./url.ts";
import { worldAddresses } from "./world-dns.ts";
import { endpointKey, worldName } from "./world-keys.ts";
import type { World, WorldEndpoint, WorldPage, WorldSite } from "./world-types.ts";

/** Redirects that are followed at most, as Twisted's RedirectAgent does. */
const MAX_REDIRECTS = 20;
/** Bytes of a well-known file that today's Synapse reads at most. */
const MAX_WELL_KNOWN_BYTES = 51_200;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const NOT_FOUND: WorldPage = { silent: false, status: 404, headers: {}, body: "" };

/** Fetches `https://HOST/.well-known/matrix/FILE` in a world, redirects followed. */
export function worldWellKnown(
  world: World,
  host: string,
  file: "server" | "client",
): WellKnownSeen {
  const hops: HopSeen[] = [];
  const seen = new Set<string>();
  let url: UrlParts | null = {
    scheme: "https",
    host,
    port: 443,
    path: `/.well-known/matrix/${file}`,
  };
  while (url !== null) {
    const text = printUrl(url);
    if (seen.has(text) || hops.length > MAX_REDIRECTS)
      return { kind: "well-known", hops, loop: true, byAddress: {} };
    seen.add(text);
    const outcome = fetchOnce(world, url);
    hops.push({ url: text, outcome });
    url = redirectOf(url, outcome);
  }
  return { kind: "well-known", hops, loop: false, byAddress: {} };
}

/** The hosts of `https` that are found at an address, in the order of the file. */
export function sitesAt(world: World, address: string): readonly (readonly [string, WorldSite])[] {
  const wanted = canonicalAddress(address);
  return Object.entries(world.https).filter(([host]) => addressesOf(world, host).includes(wanted));
}

function redirectOf(url: UrlParts, outcome: HopOutcome): UrlParts | null {
  if (outcome.kind !== "answered" || !REDIRECTS.has(outcome.status)) return null;
  const location = outcome.headers["location"];
  return location === undefined ? null : followLocation(url, location);
}

function fetchOnce(world: World, url: UrlParts): HopOutcome {
  const addresses = addressesOf(world, url.host);
  if (addresses.length === 0) return { kind: "no-address", rcode: rcodeOf(world, url.host) };
  if (url.scheme === "http") return { kind: "refused" };
  const host = worldName(url.host);
  const site = url.port === 443 && Object.hasOwn(world.https, host) ? world.https[host] : undefined;
  if (site !== undefined) return answer(pageOf(site, url.path), site.certificate);
  const outcomes = addresses.map((address) =>
    atEndpoint(world.endpoints[endpointKey(address, url.port)]),
  );
  return (
    outcomes.find((outcome) => outcome.kind === "answered") ?? outcomes[0] ?? { kind: "refused" }
  );
}

function addressesOf(world: World, host: string): readonly string[] {
  if ((hostKind(host) ?? "dns") !== "dns") return [canonicalAddress(host)];
  const seen = worldAddresses(world, host);
  return [...seen.a.records, ...seen.aaaa.records];
}

function rcodeOf(world: World, host: string): WellKnownRcode {
  const { a, aaaa } = worldAddresses(world, host);
  return a.rcode === "NODATA" ? aaaa.rcode : a.rcode;
}

type WellKnownRcode = Extract<HopOutcome, { readonly kind: "no-address" }>["rcode"];

function pageOf(site: WorldSite, path: string): WorldPage {
  const bare = path.replace(/\?.*$/, "");
  const key = [path, bare].find((each) => Object.hasOwn(site.pages, each));
  return (key === undefined ? undefined : site.pages[key]) ?? NOT_FOUND;
}

function answer(page: WorldPage, certificate: WorldSite["certificate"]): HopOutcome {
  if (page.silent) return { kind: "silent", certificate };
  const { status, headers, body } = page;
  return {
    kind: "answered",
    certificate,
    status,
    headers,
    body,
    truncated: byteLength(body) > MAX_WELL_KNOWN_BYTES,
  };
}

function atEndpoint(endpoint: WorldEndpoint | undefined): HopOutcome {
  if (endpoint?.silent) return { kind: "timeout" };
  if (endpoint === undefined || !endpoint.open) return { kind: "refused" };
  if (endpoint.certificate === null) return { kind: "not-tls" };
  return answer(NOT_FOUND, endpoint.certificate);
}

/** Length in UTF-8. */
function byteLength(text: string): number {
  if (text.length * 3 <= MAX_WELL_KNOWN_BYTES) return text.length;
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
