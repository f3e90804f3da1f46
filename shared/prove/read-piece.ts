import { parseWorld } from "../facts/world-file.ts";
import type { WorldJson } from "../facts/world-schema.ts";
import type { World } from "../facts/world-types.ts";
import { textOf } from "./same-state.ts";
import { oncePer } from "./seen-before.ts";

/** One part of a world file, read, with the canonical JSON of what was read. */
export interface Piece<K extends keyof World> {
  readonly value: World[K];
  readonly text: string;
}

/**
 * Reads one part of world files. Modelled worlds are put together from few different parts, and each is
 * read once. Throws where a part is no good: a bug of the model.
 */
export function pieceReader<K extends keyof World>(part: K): (json: WorldJson[K]) => Piece<K> {
  const known = new Map<string, Piece<K>>();
  return (json) =>
    oncePer(known, JSON.stringify(json), () => {
      const value = read({ format: 1, [part]: json })[part];
      return { value, text: textOf(value) };
    });
}

/**
 * Reads a part that has an entry for each name or address, entry by entry with `readOne`: what stands in
 * one is no matter of the others, and the many parts of modelled worlds are put together from few entries.
 */
export function entriesReader<J, V>(
  readOne: (json: { [key: string]: J }) => Entries<V>,
): (json: { readonly [key: string]: J }) => Entries<V> {
  return (json) => {
    const pieces = Object.entries(json).map(([key, entry]) => readOne({ [key]: entry }));
    const entries = pieces.flatMap(({ value }) => Object.entries(value));
    const members = pieces.map(({ text }) => text.slice(1, -1)).toSorted();
    return { value: Object.fromEntries(entries), text: `{${members.join(",")}}` };
  };
}

interface Entries<V> {
  readonly value: { readonly [key: string]: V };
  readonly text: string;
}

function read(json: unknown): World {
  const world = parseWorld(json);
  if (world.ok) return world.value;
  throw new Error(`a modelled world is no world file: ${JSON.stringify(world.error.data)}`);
}
