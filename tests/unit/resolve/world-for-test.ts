import { parseServerName, type ServerName } from "../../../shared/domain/server-name.ts";
import { parseWorld } from "../../../shared/facts/world-file.ts";
import { observeWorld } from "../../../shared/facts/world-observe.ts";
import type { World } from "../../../shared/facts/world-types.ts";
import { queryKey, type Observe } from "../../../shared/facts/observation.ts";

/** The world of a file that is right; a wrong one fails the test. */
export function worldOf(json: unknown): World {
  const world = parseWorld(json);
  if (!world.ok) throw new Error(`bad world: ${JSON.stringify(world.error.data)}`);
  return world.value;
}

/** A server name that is right. */
export function nameOf(text: string): ServerName {
  const name = parseServerName(text);
  if (!name.ok) throw new Error(`bad name: ${text}`);
  return name.value;
}

/** Looks at a world and takes down every question. */
export function spyOn(world: World): { readonly observe: Observe; readonly asked: string[] } {
  const asked: string[] = [];
  const look = observeWorld(world);
  const observe: Observe = (query) => {
    asked.push(queryKey(query));
    return look(query);
  };
  return { observe, asked };
}
