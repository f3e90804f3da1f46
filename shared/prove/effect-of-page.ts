import { certificateFault } from "../certificates/judge.ts";
import { traitsOf } from "../domain/era.ts";
import type { Instant } from "../domain/instant.ts";
import { worldName } from "../facts/world-keys.ts";
import { observeWorld } from "../facts/world-observe.ts";
import type { World, WorldPage, WorldSite } from "../facts/world-types.ts";
import type { PublishedFile } from "../plan/plan.ts";

/** Host and path of an https URL. */
export interface PagePlace {
  readonly host: string;
  readonly path: string;
}

/** Where a published file is seen; null where its URL is none. */
export function placeOf(file: Pick<PublishedFile, "url">): PagePlace | null {
  const parts = /^https:\/\/([^/:]+)(\/.*)$/.exec(file.url);
  return parts === null ? null : { host: worldName(parts[1] ?? ""), path: parts[2] ?? "/" };
}

/** A world after a file was put on the website of its URL; without a website nothing is seen of it. */
export function withPage(world: World, file: PublishedFile): World {
  const place = placeOf(file);
  if (place === null) return world;
  const headers: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(file.headers)) headers[name.toLowerCase()] = value;
  return setPage(world, place, {
    silent: false,
    status: 200,
    headers,
    body: file.content,
  });
}

/**
 * A world whose page at a place is `page`; null takes it away. A host without a website of its own has
 * that of whatever answers at port 443 of its address; where nothing does, nothing changes.
 */
export function setPage(world: World, place: PagePlace, page: WorldPage | null): World {
  const site = siteAt(world, place.host);
  if (site === null) return world;
  const others = Object.entries(site.pages).filter(([path]) => path !== place.path);
  const entries = page === null ? others : [...others, [place.path, page] as const];
  const pages = Object.fromEntries(entries);
  return { ...world, https: { ...world.https, [place.host]: { ...site, pages } } };
}

/** The website of a host; null where nothing answers `https://HOST`. */
export function siteAt(world: World, host: string): WorldSite | null {
  const listed = Object.hasOwn(world.https, host) ? world.https[host] : undefined;
  if (listed !== undefined) return listed;
  const seen = observeWorld(world)({ ask: "well-known", host, file: "server" });
  const first = seen.kind === "well-known" ? seen.hops[0]?.outcome : undefined;
  const certificate = first?.kind === "answered" ? first.certificate : null;
  return certificate === null ? null : { certificate, pages: {} };
}

/**
 * A world in which peers believe the website of a host: its certificate was renewed. The same world where
 * they do already, or nothing answers there.
 */
export function withGoodWebsite(world: World, host: string, now: Instant): World {
  const site = siteAt(world, host);
  if (site === null || isBelieved(site, host, now)) return world;
  const certificate = { ...site.certificate, ...GOOD, names: [host] };
  return { ...world, https: { ...world.https, [host]: { ...site, certificate } } };
}

/** Tells whether peers believe what a website says. */
export function isBelieved(site: WorldSite, host: string, now: Instant): boolean {
  return certificateFault(site.certificate, host, traitsOf("1.93"), now) === null;
}

const GOOD = {
  cnOnly: false,
  issuer: "public",
  complete: true,
  notBefore: null,
  notAfter: null,
} as const;

/** The page at a place; null where there is none. */
export function pageAt(world: World, place: PagePlace): WorldPage | null {
  return world.https[place.host]?.pages[place.path] ?? null;
}
