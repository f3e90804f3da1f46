import { isCollection, isMap, isNode, isScalar, isSeq } from "yaml";
import type { Node, YAMLSeq } from "yaml";
import { lineAt, type ConfigFile, type Entry } from "./read-config.ts";

/** Text in place of a range of a file. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The hunk that takes a key and its value away; null where it cannot be told apart from what is beside it. */
export function withoutEntry(entry: Entry): string | null {
  const { file, key, parent, pair } = entry;
  const start = key.range?.[0];
  if (start === undefined) return null;
  const value = pair.value;
  const end = isNode(value) ? endOf(file, value) : (key.range?.[1] ?? start);
  if (parent.flow === true || (parent.items.length === 1 && parent !== file.document.contents))
    return null;
  return wholeLines(file, start, end, []);
}

/** The hunk that puts other lines in the place of a key and its value. */
export function replaceEntry(entry: Entry, lines: readonly string[]): string | null {
  const { file, key, parent, pair } = entry;
  const start = key.range?.[0];
  if (start === undefined || parent.flow === true) return null;
  const indent = " ".repeat(start - lineStart(file.text, start));
  const end = isNode(pair.value) ? endOf(file, pair.value) : (key.range?.[1] ?? start);
  return wholeLines(
    file,
    start,
    end,
    lines.map((line) => indent + line),
  );
}

/** The hunk that adds lines before a key, beside it in the same mapping. */
export function insertBefore(entry: Entry, lines: readonly string[]): string | null {
  const { file, key, parent } = entry;
  const start = key.range?.[0];
  if (start === undefined || parent.flow === true) return null;
  const indent = " ".repeat(start - lineStart(file.text, start));
  const line = lineAt(file, start);
  return [
    `@@ -${line - 1},0 +${line},${lines.length} @@`,
    ...lines.map((each) => `+${indent}${each}`),
  ].join("\n");
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

/** The hunk that adds lines at the end of a file. */
export function append(file: ConfigFile, lines: readonly string[]): string {
  const count = lineCount(file.text);
  return [
    `@@ -${count},0 +${count + 1},${lines.length} @@`,
    ...lines.map((each) => `+${each}`),
  ].join("\n");
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
  // Something else stands before it on its line: it is no line of its own.
  if (file.text.slice(from, start).trim() !== "") return null;
  return written(file, start, Math.max(start, end), lines);
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
