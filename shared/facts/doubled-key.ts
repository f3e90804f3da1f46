/** Parts of a JSON text that tell where its keys are: texts, and what opens, divides and closes. */
const PARTS = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

interface Level {
  /** Names of the keys so far; null in a list. */
  readonly keys: Set<string> | null;
  /** The key that is being read, or how many entries of the list came before. */
  at: string | number;
}

/**
 * Finds a key that stands twice in one object, of which `JSON.parse` silently takes the last.
 * @param text valid JSON
 * @returns the place of the key, its parts joined by dots; null where every key stands once
 */
export function doubledKey(text: string): string | null {
  const levels: Level[] = [];
  let last = "";
  for (const [part] of text.matchAll(PARTS)) {
    const level = levels.at(-1);
    if (part === "{" || part === "[") levels.push({ keys: part === "{" ? new Set() : null, at: 0 });
    else if (part === "}" || part === "]") levels.pop();
    else if (part === "," && typeof level?.at === "number") level.at += 1;
    else if (part === ":" && level?.keys) {
      level.at = String(JSON.parse(last));
      if (level.keys.has(level.at)) return levels.map(({ at }) => at).join(".");
      level.keys.add(level.at);
    }
    last = part;
  }
  return null;
}
