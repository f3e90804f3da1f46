import { isCollection, isMap, isNode, isScalar, isSeq, parse, stringify } from "yaml";
import type { Node, Pair, YAMLMap, YAMLSeq } from "yaml";
import { lineAt, type ConfigFile, type Entry } from "./read-config.ts";

/** Text in place of a range of a file. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The hunk that takes a key and its value away; null where it cannot be told apart from what is beside it. */
export function withoutEntry(entry: Entry): string | null {
  return withoutPair(entry.file, entry.parent, entry.pair);
}

/** As `withoutEntry`, for any pair of a mapping: also one that another of the same key stands after. */
export function withoutPair(file: ConfigFile, parent: YAMLMap, pair: Pair): string | null {
  const start = startOf(pair);
  if (start === null) return null;
  if (parent.flow === true) return withoutFlowPair(file, parent, pair);
  if (parent.items.length === 1 && parent !== file.document.contents) return null;
  return wholeLines(file, start, pairEnd(file, pair), []);
}

/** A pair in braces goes with the comma that parts it from its neighbour. */
function withoutFlowPair(file: ConfigFile, parent: YAMLMap, pair: Pair): string | null {
  const at = parent.items.indexOf(pair);
  const start = startOf(pair);
  const [before, after] = [parent.items[at - 1], parent.items[at + 1]];
  const next = after === undefined ? null : startOf(after);
  if (start === null) return null;
  if (next !== null) return hunk(file, { start, end: next, text: "" });
  const from = before === undefined ? start : pairEnd(file, before);
  return hunk(file, { start: from, end: pairEnd(file, pair), text: "" });
}

function startOf({ key }: Pair): number | null {
  return isNode(key) ? (key.range?.[0] ?? null) : null;
}

function pairEnd(file: ConfigFile, { key, value }: Pair): number {
  if (isNode(value) && value.range) return Math.max(endOf(file, value), value.range[0]);
  return isNode(key) ? (key.range?.[1] ?? 0) : 0;
}

/** The hunk that puts other lines in the place of a key and its value. */
export function replaceEntry(entry: Entry, lines: readonly string[]): string | null {
  const { file, parent, pair } = entry;
  const start = startOf(pair);
  if (start === null) return null;
  const end = pairEnd(file, pair);
  if (parent.flow === true) return hunk(file, { start, end, text: inBraces(lines) });
  const indent = " ".repeat(start - lineStart(file.text, start));
  return wholeLines(
    file,
    start,
    end,
    lines.map((line) => indent + line),
  );
}

/** The hunk that adds lines before a key, beside it in the same mapping. */
export function insertBefore(entry: Entry, lines: readonly string[]): string | null {
  const { file, parent, pair } = entry;
  const start = startOf(pair);
  if (start === null) return null;
  if (parent.flow === true) return hunk(file, { start, end: start, text: `${inBraces(lines)}, ` });
  const indent = " ".repeat(start - lineStart(file.text, start));
  return addedAfter(
    file,
    lineAt(file, start) - 1,
    lines.map((each) => indent + each),
  );
}

/** The hunk that takes one item of a list away; a list that had no other is left as `[]`. */
export function withoutItem(file: ConfigFile, list: YAMLSeq, at: number): string | null {
  const item: unknown = list.items[at];
  const range = list.range;
  if (!isNode(item) || !item.range || !range) return null;
  if (list.items.length === 1) {
    // A list in block form may stand as far left as its key; an empty one has to stand deeper.
    const text = list.flow === true ? "[]" : "  []";
    return hunk(file, { start: range[0], end: endOf(file, list), text });
  }
  if (list.flow === true) {
    const next: unknown = list.items[at + 1];
    const before: unknown = list.items[at - 1];
    if (isNode(next) && next.range)
      return hunk(file, { start: item.range[0], end: next.range[0], text: "" });
    const from = isNode(before) && before.range ? before.range[1] : item.range[0];
    return hunk(file, { start: from, end: item.range[1], text: "" });
  }
  return wholeLines(file, dashOf(list, at) ?? item.range[0], endOf(file, item), []);
}

/** The hunk that puts another scalar in the place of one. */
export function replaceScalar(file: ConfigFile, node: Node | null, text: string): string | null {
  if (!isScalar(node) || !node.range) return null;
  return hunk(file, { start: node.range[0], end: node.range[1], text });
}

/** The hunk that adds keys at the end of a file's mapping: before what ends the document, and as deep. */
export function append(file: ConfigFile, lines: readonly string[]): string {
  const map: unknown = file.document.contents;
  const last = isMap(map) ? map.items.at(-1) : undefined;
  if (!isMap(map) || last === undefined) return addedAfter(file, lineCount(file.text), lines);
  const end = pairEnd(file, last);
  if (map.flow === true) return hunk(file, { start: end, end, text: `, ${inBraces(lines)}` });
  const start = startOf(last) ?? 0;
  const indent = " ".repeat(start - lineStart(file.text, start));
  return addedAfter(
    file,
    lineAt(file, Math.max(0, end - 1)),
    lines.map((each) => indent + each),
  );
}

function addedAfter(file: ConfigFile, line: number, lines: readonly string[]): string {
  return [
    `@@ -${line},0 +${line + 1},${lines.length} @@`,
    ...lines.map((each) => `+${each}${lineBreakOf(file)}`),
  ].join("\n");
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
): string | null {
  const from = lineStart(file.text, start);
  const before = file.text.slice(from, start).trim();
  // Something else stands before it on its line: it is no line of its own. A `?` belongs to the key.
  if (before !== "" && before !== "?") return null;
  const added = lines.map((line) => line + lineBreakOf(file));
  return written(file, start, Math.max(start, end), added);
}

function hunk(file: ConfigFile, { start, end, text }: Splice): string {
  const before = file.text.slice(lineStart(file.text, start), start);
  const after = file.text.slice(end, lineEnd(file.text, end));
  return written(file, start, end, `${before}${text}${after}`.split("\n"));
}

function written(file: ConfigFile, start: number, end: number, lines: readonly string[]): string {
  const from = lineStart(file.text, start);
  const old = file.text.slice(from, lineEnd(file.text, end)).split("\n");
  const first = lineAt(file, from);
  const second = lines.length === 0 ? first - 1 : first;
  return [
    `@@ -${first},${old.length} +${second},${lines.length} @@`,
    ...old.map((each) => `-${each}`),
    ...lines.map((each) => `+${each}`),
  ].join("\n");
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}
