import type { ProblemData } from "../problems/problem.ts";
import { isMap, isSeq } from "yaml";
import type { YAMLSeq } from "yaml";
import { entriesOf, follow, lineOf, type ConfigFile, type Entry } from "./read-config.ts";
import type { Edit } from "./edit.ts";
import type { LintClass } from "./upgrade.ts";

/** How a line fares from one version on. `why` names its words, `reasons.upgrade-CODE`. */
export interface Span {
  readonly since: string;
  /** `quiet`: from here on there is nothing to say. */
  readonly class: LintClass | "quiet";
  readonly why: string;
  /** It counts wherever the road passes it, also where nothing stops there. */
  readonly crossed?: true;
}

/** A line that is worth a word, before the road is looked at. */
export interface Draft {
  readonly file: string;
  readonly line: number;
  readonly key: string;
  /** In the order of versions; each holds until the next. Before the first nothing is said. */
  readonly spans: readonly Span[];
  readonly data?: ProblemData;
  readonly edit: Edit | null;
}

/** The configuration as Synapse sees it: files merged shallowly, the later one wins. */
export interface Config {
  readonly files: readonly ConfigFile[];
  readonly main: ConfigFile;
  readonly entries: ReadonlyMap<string, Entry>;
}

/** Looks for one kind of line. */
export type Rule = (config: Config) => readonly Draft[];

/** A listener of the configuration, with where it stands. */
export interface Listener {
  readonly at: number;
  readonly list: YAMLSeq;
  readonly file: ConfigFile;
  readonly entries: ReadonlyMap<string, Entry>;
}

/** The listeners, in order; those that are no mapping are left out. */
export function listenersOf({ entries }: Config): readonly Listener[] {
  const entry = entries.get("listeners");
  const list = entry?.node;
  if (entry === undefined || !isSeq(list)) return [];
  return list.items.flatMap((item, at) => {
    const map = follow(entry.file.document, item);
    if (!isMap(map)) return [];
    return [{ at, list, file: entry.file, entries: entriesOf(entry.file, map) }];
  });
}

/** What a listener is set to. */
export function settingOf(listener: Listener, key: string): unknown {
  return listener.entries.get(key)?.value;
}

/** The entries of a key's value, where that is a mapping. */
export function entriesWithin(entry: Entry | undefined): ReadonlyMap<string, Entry> {
  const node = entry?.node;
  return entry !== undefined && isMap(node)
    ? entriesOf(entry.file, node)
    : new Map<string, Entry>();
}

/** Python's idea of true: not false, null, 0, or empty. */
export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** A draft about an entry. */
export function about(
  entry: Entry,
  key: string,
  spans: readonly Span[],
  edit: Edit | null,
  data: ProblemData = {},
): Draft {
  return { file: entry.file.path, line: lineOf(entry), key, spans, edit, data };
}
