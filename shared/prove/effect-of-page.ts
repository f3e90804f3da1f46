import { worldName } from "../facts/world-keys.ts";
import type { World, WorldPage } from "../facts/world-types.ts";
import type { PublishedFile } from "../plan/plan.ts";

/** Host and path of an https URL. */
export interface PagePlace {
  readonly host: string;
  readonly path: string;
}

/** Where a published file is seen; null where its URL is none. */
export function placeOf(file: PublishedFile): PagePlace | null {
  const parts = /^https:\/\/([^/:]+)(\/.*)$/.exec(file.url);
  return parts === null ? null : { host: worldName(parts[1] ?? ""), path: parts[2] ?? "/" };
}

/** A world after a file was put on the website of its URL; without a website nothing is seen of it. */
export function withPage(world: World, file: PublishedFile): World {
  const place = placeOf(file);
  if (place === null) return world;
  const headers = Object.entries(file.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return setPage(world, place, {
    silent: false,
    status: 200,
    headers: Object.fromEntries(headers) as WorldPage["headers"],
    body: file.content,
  });
}

/** A world whose page at a place is `page`; null takes it away. Hosts without a website stay as they are. */
export function setPage(world: World, place: PagePlace, page: WorldPage | null): World {
  const site = Object.hasOwn(world.https, place.host) ? world.https[place.host] : undefined;
  if (site === undefined) return world;
  const others = Object.entries(site.pages).filter(([path]) => path !== place.path);
  const pages = Object.fromEntries(
    page === null ? others : [...others, [place.path, page] as const],
  );
  return { ...world, https: { ...world.https, [place.host]: { ...site, pages } } };
}

/** The page at a place; null where there is none. */
export function pageAt(world: World, place: PagePlace): WorldPage | null {
  return world.https[place.host]?.pages[place.path] ?? null;
}
