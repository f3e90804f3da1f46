import { isAlias, isMap, isNode, isScalar, LineCounter, parseAllDocuments, visit } from "yaml";
import type { Document, Node, Pair, Scalar, YAMLMap } from "yaml";
import { ok, refuse, type Result } from "../domain/result.ts";

/** A file of the configuration as it was given. */
export interface ConfigText {
  readonly path: string;
  readonly text: string;
}

/** A file of the configuration, parsed; nothing in it is ever written back from here. */
export interface ConfigFile extends ConfigText {
  readonly document: Document;
  readonly lines: LineCounter;
  /** Its top-level keys; of a key that stands twice the last, as PyYAML reads it. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Keys that stand twice in one mapping, wherever it lies. */
  readonly doubled: readonly Doubled[];
}

/** A key with its value, and the mapping that it stands in. */
export interface Entry {
  readonly file: ConfigFile;
  readonly pair: Pair;
  readonly parent: YAMLMap;
  readonly key: Scalar;
  /** Null: nothing stands after the colon. Aliases are followed. */
  readonly node: Node | null;
  /** The value as PyYAML would give it. */
  readonly value: unknown;
}

/** A key that stands twice: PyYAML takes the last and says nothing. */
export interface Doubled {
  readonly key: string;
  readonly first: number;
  readonly last: number;
  /** The one that does not count, and the mapping it stands in. */
  readonly overruled: Pair;
  readonly parent: YAMLMap;
}

/** Why a file is no configuration: where, and what the reader said. */
export interface ConfigFault {
  readonly path: string;
  readonly line: number | null;
  readonly why: string;
}

/** Values that aliases may lead to, in all: more is an attack, not a configuration. */
const MOST_ALIASES = 100;

/**
 * Reads one file by the rules of YAML 1.1, as Synapse does. Refused is what Synapse's own reader refuses:
 * bad YAML, several documents, unknown tags, and a file that is no mapping. An empty file holds no keys.
 */
export function readConfig({ path, text }: ConfigText): Result<ConfigFile, ConfigFault> {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    version: "1.1",
    keepSourceTokens: true,
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
  });
  const document = documents[0];
  const wrong = [...documents].flatMap((each) => [...each.errors, ...each.warnings])[0];
  if (wrong !== undefined)
    return refuse({ path, line: lines.linePos(wrong.pos[0]).line, why: wrong.message });
  if (document === undefined || document.contents === null) return ok(emptyFile(path, text, lines));
  if (documents.length > 1) return refuse({ path, line: null, why: "several documents" });
  if (!isMap(document.contents)) return refuse({ path, line: 1, why: "no mapping" });
  try {
    valueOf(document, document.contents);
    return ok(fileOf({ path, text }, document, document.contents, lines));
  } catch (error) {
    // The package refuses values that aliases blow up, and an alias that leads nowhere.
    if (error instanceof ReferenceError || error instanceof RangeError)
      return refuse({ path, line: null, why: error.message });
    throw error;
  }
}

/** The entries of a mapping, those of merged mappings (`<<`) below its own. */
export function entriesOf(file: ConfigFile, map: YAMLMap): ReadonlyMap<string, Entry> {
  const own: [string, Entry][] = [];
  const merged: [string, Entry][] = [];
  for (const pair of map.items) {
    const { key } = pair;
    if (!isScalar(key)) continue;
    const node = follow(file.document, pair.value);
    if (key.source === "<<" && isMap(node)) merged.push(...entriesOf(file, node));
    else {
      const value = node === null ? null : valueOf(file.document, node);
      own.push([nameOf(key), { file, pair, parent: map, key, node, value }]);
    }
  }
  return new Map([...merged, ...own]);
}

/** The node itself, or what its alias leads to. */
export function follow(document: Document, node: unknown): Node | null {
  if (isAlias(node)) return node.resolve(document) ?? null;
  return isNode(node) ? node : null;
}

/** The line of a place in a file, counted from 1. */
export function lineAt(file: ConfigFile, offset: number): number {
  return file.lines.linePos(offset).line;
}

/** The line on which an entry's key stands. */
export function lineOf(entry: Entry): number {
  return lineAt(entry.file, entry.key.range?.[0] ?? 0);
}

function fileOf(
  given: ConfigText,
  document: Document,
  contents: YAMLMap,
  lines: LineCounter,
): ConfigFile {
  const file = { ...emptyFile(given.path, given.text, lines), document };
  const entries = entriesOf(file, contents);
  const whole = { ...file, entries, doubled: doubledIn(document, lines) };
  // Every entry knows the whole file.
  const known = [...entries].map(([key, entry]) => [key, { ...entry, file: whole }] as const);
  return { ...whole, entries: new Map(known) };
}

function emptyFile(path: string, text: string, lines: LineCounter): ConfigFile {
  const [document] = parseAllDocuments("{}", { version: "1.1" });
  if (document === undefined) throw new Error("the YAML reader gave no document");
  return { path, text, document: document, lines, entries: new Map(), doubled: [] };
}

function doubledIn(document: Document, lines: LineCounter): readonly Doubled[] {
  const found: Doubled[] = [];
  visit(document, {
    Map: (_key, map) => {
      const seen = new Map<string, Pair>();
      for (const pair of map.items) {
        if (!isScalar(pair.key)) continue;
        const name = nameOf(pair.key);
        const overruled = seen.get(name);
        seen.set(name, pair);
        if (overruled === undefined) continue;
        const [first, last] = [lineOfKey(overruled), lineOfKey(pair)];
        found.push({ key: name, first, last, overruled, parent: map });
      }
    },
  });
  return found;

  function lineOfKey({ key }: Pair): number {
    return lines.linePos(isScalar(key) ? (key.range?.[0] ?? 0) : 0).line;
  }
}

function nameOf(key: Scalar): string {
  return typeof key.value === "string" ? key.value : (key.source ?? "");
}

function valueOf(document: Document, node: Node): unknown {
  return node.toJS(document, { maxAliasCount: MOST_ALIASES });
}
