import { isCollection, isMap, isNode, isScalar, isSeq, parse, stringify, visit } from "yaml";
import type { Node, Pair, YAMLMap, YAMLSeq } from "yaml";
import { covers, wholeText, type Edit, type Splice } from "./edit.ts";
import type { ConfigFile, Entry } from "./read-config.ts";

/** The edit that takes a key and its value away; null where it cannot be told apart from what is beside it. */
export function withoutEntry(entry: Entry): Edit | null {
  return withoutPair(entry.file, entry.parent, entry.pair);
}

/** As `withoutEntry`, for any pair of a mapping: also one that another of the same key stands after. */
export function withoutPair(file: ConfigFile, parent: YAMLMap, pair: Pair): Edit | null {
  const start = startOf(pair);
  if (start === null) return null;
  if (parent.flow === true) return withoutFlowPair(file, parent, pair);
  if (parent.items.length === 1 && parent !== file.document.contents) return null;
  return wholeLines(file, start, pairEnd(file, pair), []);
}

/** A pair in braces goes with the comma that parts it from its neighbour. */
function withoutFlowPair(file: ConfigFile, parent: YAMLMap, pair: Pair): Edit | null {
  const at = parent.items.indexOf(pair);
  const start = startOf(pair);
  const [before, after] = [parent.items[at - 1], parent.items[at + 1]];
  const next = after === undefined ? null : startOf(after);
  if (start === null) return null;
  if (next !== null) return removal(file, { start, end: next, text: "" });
  const from = before === undefined ? start : pairEnd(file, before);
  return removal(file, { start: from, end: pairEnd(file, pair), text: "" });
}

function startOf({ key }: Pair): number | null {
  return isNode(key) ? (key.range?.[0] ?? null) : null;
}

function pairEnd(file: ConfigFile, { key, value }: Pair): number {
  if (isNode(value) && value.range) return Math.max(endOf(file, value), value.range[0]);
  return isNode(key) ? (key.range?.[1] ?? 0) : 0;
}

/** The edit that puts other lines in the place of a key and its value. */
export function replaceEntry(entry: Entry, lines: readonly string[]): Edit | null {
  const { file, parent, pair } = entry;
  const start = startOf(pair);
  if (start === null) return null;
  const end = pairEnd(file, pair);
  if (parent.flow === true) return removal(file, { start, end, text: inBraces(lines) });
  const indent = " ".repeat(start - lineStart(file.text, start));
  return wholeLines(
    file,
    start,
    end,
    lines.map((line) => indent + line),
  );
}

/** The edit that adds lines before a key, beside it in the same mapping. */
export function insertBefore(entry: Entry, lines: readonly string[]): Edit | null {
  const { file, parent, pair } = entry;
  const start = startOf(pair);
  if (start === null) return null;
  if (parent.flow === true) return edit(file, { start, end: start, text: `${inBraces(lines)}, ` });
  const indent = " ".repeat(start - lineStart(file.text, start));
  return addedAt(
    file,
    lineStart(file.text, start),
    lines.map((each) => indent + each),
  );
}

/** The edit that takes one item of a list away; a list that had no other is left as `[]`. */
export function withoutItem(file: ConfigFile, list: YAMLSeq, at: number): Edit | null {
  const item: unknown = list.items[at];
  const range = list.range;
  if (!isNode(item) || !item.range || !range) return null;
  // A list in block form may stand as far left as its key; an empty one has to stand deeper.
  const empty = list.flow === true ? "[]" : "  []";
  const emptied = { start: range[0], end: endOf(file, list), text: empty };
  if (list.items.length === 1) return removal(file, emptied);
  const splice = list.flow === true ? withoutFlowItem(list, at) : wholeItem(file, list, at);
  const own = splice === null ? null : removal(file, splice);
  return own === null ? null : { ...own, item: { list, at, emptied } };
}

/** An item in brackets goes with the comma that parts it from its neighbour. */
function withoutFlowItem(list: YAMLSeq, at: number): Splice | null {
  const [before, item, next]: readonly unknown[] = [at - 1, at, at + 1].map((n) => list.items[n]);
  if (!isNode(item) || !item.range) return null;
  const [start, end] = item.range;
  if (isNode(next) && next.range) return { start, end: next.range[0], text: "" };
  return { start: isNode(before) && before.range ? before.range[1] : start, end, text: "" };
}

function wholeItem(file: ConfigFile, list: YAMLSeq, at: number): Splice | null {
  const item: unknown = list.items[at];
  if (!isNode(item) || !item.range) return null;
  return wholeLines(file, dashOf(list, at) ?? item.range[0], endOf(file, item), []);
}

/** The edit that puts another scalar in the place of one. */
export function replaceScalar(file: ConfigFile, node: Node | null, text: string): Edit | null {
  if (!isScalar(node) || !node.range) return null;
  return removal(file, { start: node.range[0], end: node.range[1], text });
}

/** The edit that adds keys at the end of a file's mapping: before what ends the document, and as deep. */
export function append(file: ConfigFile, lines: readonly string[]): Edit {
  const map: unknown = file.document.contents;
  const [first, last] = isMap(map) ? [map.items[0], map.items.at(-1)] : [];
  if (!isMap(map) || first === undefined || last === undefined)
    return addedAt(file, wholeText(file.text).length, lines);
  const start = startOf(first) ?? 0;
  // Before the others: what is taken away at the end takes its comma along.
  if (map.flow === true) return edit(file, { start, end: start, text: `${inBraces(lines)}, ` });
  const indent = " ".repeat(start - lineStart(file.text, start));
  const end = Math.max(0, pairEnd(file, last) - 1);
  return addedAt(
    file,
    nextLine(file.text, end),
    lines.map((each) => indent + each),
  );
}

/** Whole lines at the beginning of one. */
function addedAt(file: ConfigFile, at: number, lines: readonly string[]): Edit {
  return edit(file, { start: at, end: at, text: textOf(file, lines) });
}

function textOf(file: ConfigFile, lines: readonly string[]): string {
  return lines.map((each) => `${each}${lineBreakOf(file)}\n`).join("");
}

/** What a line of this file ends with before its line feed: nothing, or the carriage return of Windows. */
function lineBreakOf({ text }: ConfigFile): string {
  return text.includes("\r\n") ? "\r" : "";
}

/** Lines of YAML as they stand in somebody's braces. */
function inBraces(lines: readonly string[]): string {
  const text = stringify(parse(lines.join("\n")), { collectionStyle: "flow", lineWidth: 0 });
  return text
    .trim()
    .replace(/^\{\s*/, "")
    .replace(/\s*\}$/, "");
}

/** Lines of a file, an empty last one not counted. */
export function lineCount(text: string): number {
  return text === "" ? 0 : text.replace(/\n$/, "").split("\n").length;
}

/** Where a node's own text ends: without the blank lines and comments after it. */
function endOf(file: ConfigFile, node: Node): number {
  const last: unknown = isMap(node)
    ? (node.items.at(-1)?.value ?? node.items.at(-1)?.key)
    : isSeq(node)
      ? node.items.at(-1)
      : null;
  const isBlock = isCollection(node) && node.flow !== true;
  if (isBlock && isNode(last)) return endOf(file, last);
  const end = node.range?.[1] ?? 0;
  const text = file.text.slice(0, end);
  return text.length - (text.length - text.trimEnd().length);
}

/** Where the dash of a list's item stands. */
function dashOf(list: YAMLSeq, at: number): number | null {
  const token = list.srcToken;
  if (token?.type !== "block-seq") return null;
  const start = token.items[at]?.start.find((each) => each.type === "seq-item-ind");
  return start?.offset ?? null;
}

/** Whole lines from the one that `start` lies on to the one that `end` lies on. */
function wholeLines(
  file: ConfigFile,
  start: number,
  end: number,
  lines: readonly string[],
): Edit | null {
  const from = lineStart(file.text, start);
  const before = file.text.slice(from, start).trim();
  // Something else stands before it on its line: it is no line of its own. A `?` belongs to the key.
  if (before !== "" && before !== "?") return null;
  const to = nextLine(file.text, Math.max(start, end));
  return removal(file, { start: from, end: to, text: textOf(file, lines) });
}

/** Null where an alias elsewhere in the file counts on something that would go. */
function removal(file: ConfigFile, splice: Splice): Edit | null {
  return isCountedOn(file, splice) ? null : edit(file, splice);
}

function isCountedOn(file: ConfigFile, splice: Splice): boolean {
  if (!file.text.slice(splice.start, splice.end).includes("&")) return false;
  const [within, beyond] = [new Set<string>(), new Set<string>()];
  visit(file.document, {
    Node: (_key, node) => {
      const isWithin = covers(splice, node.range?.[0] ?? 0);
      if (isWithin && "anchor" in node && node.anchor !== undefined) within.add(node.anchor);
    },
    Alias: (_key, alias) => {
      if (!covers(splice, alias.range?.[0] ?? 0)) beyond.add(alias.source);
    },
  });
  return [...within].some((anchor) => beyond.has(anchor));
}

function edit(file: ConfigFile, splice: Splice): Edit {
  return { ...splice, file };
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Where the line after the one of a place begins, as if the last one ended with a line feed. */
function nextLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? wholeText(text).length : end + 1;
}
