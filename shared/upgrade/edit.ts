import type { YAMLSeq } from "yaml";
import type { ConfigFile } from "./read-config.ts";

/** Text in place of a range of a file, which is taken to end with a line feed. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One change to one file. */
export interface Edit extends Splice {
  readonly file: ConfigFile;
  /** The item of a list that it takes away. */
  readonly item?: { readonly list: YAMLSeq; readonly at: number; readonly emptied: Splice };
}

/** Lines from the first to the last, counted from 1; last before first: none, only a place between lines. */
interface Lines {
  readonly first: number;
  readonly last: number;
}

interface Group extends Lines {
  readonly splices: readonly Splice[];
}

/** Keys of Synapse's configuration whose value nobody else may see. */
const SECRET = /(?:\bsecret|_secret|secret_key|password|_pass|private_key|\bdsn)["']?\s*:/i;

/**
 * Tells each edit as a hunk of a unified diff without context, such that all of them together can be
 * applied: edits that touch the same lines share one hunk, which makes all their changes. Each different
 * hunk of a file is to be applied once; their lines are those of the file as it was given. An edit whose
 * lines hold a secret gets none: it would show it.
 */
export function hunksOf(edits: readonly Edit[]): ReadonlyMap<Edit, string> {
  const hunks = new Map<Edit, string>();
  for (const path of new Set(edits.map(({ file }) => file.path))) {
    const own = edits.filter(({ file }) => file.path === path);
    const splices = new Map(own.map((edit) => [edit, spliceOf(edit, own)] as const));
    const text = wholeText(own[0]?.file.text ?? "");
    const groups = groupsOf(text, [...splices.values()]);
    for (const [edit, splice] of splices) {
      const group = groups.find((each) => each.splices.includes(splice));
      const hunk = group === undefined ? null : written(text, group);
      if (hunk !== null && !SECRET.test(hunk)) hunks.set(edit, hunk);
    }
  }
  return hunks;
}

/** A file's text with the line feed at its end. */
export function wholeText(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** Tells whether an edit takes the text at a place away. */
export function covers({ start, end }: Splice, offset: number): boolean {
  return start <= offset && offset < end;
}

/** Where every item of a list goes, an empty list is left. */
function spliceOf({ start, end, text, item }: Edit, all: readonly Edit[]): Splice {
  const gone = new Set(
    all.flatMap((each) => (each.item?.list === item?.list ? each.item?.at : [])),
  );
  const isWhole = item !== undefined && gone.size === item.list.items.length;
  return isWhole ? item.emptied : { start, end, text };
}

/** Splices that touch the same lines, together. */
function groupsOf(text: string, splices: readonly Splice[]): readonly Group[] {
  const groups: Group[] = [];
  const touched = splices.map((splice) => ({ ...linesOf(text, splice), splices: [splice] }));
  for (const each of touched
    .filter((group) => !isPlace(group))
    .toSorted((a, b) => a.first - b.first)) {
    const before = groups.at(-1);
    if (before === undefined || each.first > before.last) groups.push(each);
    else groups.splice(-1, 1, joined(before, each));
  }
  for (const each of touched.filter(isPlace)) {
    // Right behind lines that change, a hunk of its own would have to be applied in the right order.
    const at = groups.findIndex(({ first, last }) => first < each.first && each.first <= last + 1);
    const around = groups[at];
    if (around === undefined) groups.push(each);
    else groups.splice(at, 1, { ...around, splices: [...around.splices, ...each.splices] });
  }
  return groups;
}

/** No line of the file, only a place between two. */
function isPlace({ first, last }: Lines): boolean {
  return last < first;
}

function joined(a: Group, b: Group): Group {
  const last = Math.max(a.last, b.last);
  return { first: a.first, last, splices: [...a.splices, ...b.splices] };
}

function linesOf(text: string, splice: Splice): Lines {
  const { start, end } = splice;
  const first = lineAt(text, start);
  return { first, last: isOfLines(text, splice) ? lineAt(text, end) - 1 : lineAt(text, end) };
}

/** From the beginning of a line to the beginning of one, with whole lines in between. */
function isOfLines(text: string, { start, end, text: fresh }: Splice): boolean {
  const begins = (offset: number): boolean => offset === 0 || text[offset - 1] === "\n";
  return begins(start) && begins(end) && (fresh === "" || fresh.endsWith("\n"));
}

function written(text: string, { first, last, splices }: Group): string {
  const [from, to] = [lineStart(text, first), lineStart(text, last + 1)];
  let block = text.slice(from, to);
  for (const { start, end, text: fresh } of withoutOverlap(splices).toReversed())
    block = block.slice(0, start - from) + fresh + block.slice(end - from);
  const old = linesIn(text.slice(from, to));
  const added = linesIn(block);
  const place = (lines: readonly string[]): string =>
    `${lines.length === 0 ? first - 1 : first},${lines.length}`;
  return [
    `@@ -${place(old)} +${place(added)} @@`,
    ...old.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
  ].join("\n");
}

/** In order; what lies within something that goes, goes with it. */
function withoutOverlap(splices: readonly Splice[]): readonly Splice[] {
  const isAdded = ({ start, end }: Splice): number => (start === end ? 0 : 1);
  const inOrder = splices.toSorted(
    (a, b) => a.start - b.start || isAdded(a) - isAdded(b) || b.end - a.end,
  );
  const kept: Splice[] = [];
  for (const each of inOrder) {
    const before = kept.at(-1);
    const isSame = before?.start === each.start && before.end === each.end;
    if (isSame && before.text === each.text) continue;
    if (before === undefined || each.start >= before.end) kept.push(each);
    else if (each.end > before.end)
      kept.splice(-1, 1, { ...before, end: each.end, text: before.text + each.text });
  }
  return kept;
}

function linesIn(block: string): readonly string[] {
  return block === "" ? [] : block.replace(/\n$/, "").split("\n");
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** Where a line begins; the end of the text beyond the last one. */
function lineStart(text: string, line: number): number {
  let at = 0;
  for (let number = 1; number < line; number += 1) {
    const end = text.indexOf("\n", at);
    if (end < 0) return text.length;
    at = end + 1;
  }
  return at;
}
