/** A place in a text as editors count it: from 1; `column` in UTF-16 units. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Keys and indexes that lead to a value. */
export type JsonPath = readonly (string | number)[];

/** What may stand next. `first`: a value or the end of a list; `first-key`: a key or the end of an object. */
type Next = "value" | "first" | "first-key" | "key" | "colon" | "divide" | "nothing";

interface Level {
  readonly close: "}" | "]";
  at: string | number;
}

/** Where a text stops being JSON (RFC 8259); null where it is JSON whole. */
export function jsonFaultAt(text: string): TextPlace | null {
  const { fault } = scan(text, () => false);
  return fault === null ? null : placeAt(text, fault);
}

/** Where the value at a path stands in a JSON text, or what is nearest around it. */
export function jsonPlaceOf(text: string, path: JsonPath): TextPlace {
  let nearest = 0;
  let depth = -1;
  scan(text, (levels, at) => {
    const isOnTheWay = levels.every((level, index) => level.at === path[index]);
    if (isOnTheWay && levels.length <= path.length && levels.length > depth) {
      [nearest, depth] = [at, levels.length];
    }
    return depth === path.length;
  });
  return placeAt(text, nearest);
}

function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: offset - before.lastIndexOf("\n") };
}

/** Walks over a text; `met` hears of each value with the way to it, and ends the walk by `true`. */
function scan(
  text: string,
  met: (levels: readonly Level[], at: number) => boolean,
): { readonly fault: number | null } {
  const levels: Level[] = [];
  let next: Next = "value";
  let at = afterBlanks(text, 0);
  while (at < text.length) {
    const isValue = next === "value" || next === "first";
    if (isValue && text[at] !== "]" && met(levels, at)) return { fault: null };
    const end = endOfToken(text, at);
    if (end <= at) return { fault: -end };
    const after = step(text.slice(at, end), next, levels);
    if (after === null) return { fault: at };
    next = after;
    at = afterBlanks(text, end);
  }
  return { fault: next === "nothing" ? null : at };
}

/** What may stand after a token; null: the token may not stand there. */
function step(token: string, next: Next, levels: Level[]): Next | null {
  const level = levels.at(-1);
  const mark = token[0] ?? "";
  const isClose = mark === "}" || mark === "]";
  if (isClose) {
    const mayEnd = next === "divide" || next === "first" || next === "first-key";
    if (!mayEnd || level?.close !== mark) return null;
    levels.pop();
    return levels.length === 0 ? "nothing" : "divide";
  }
  if (next === "divide" && mark === "," && level !== undefined) {
    if (typeof level.at === "number") level.at += 1;
    return level.close === "]" ? "value" : "key";
  }
  if (next === "colon") return mark === ":" ? "value" : null;
  if (next === "key" || next === "first-key") {
    if (mark !== '"' || level === undefined) return null;
    level.at = String(JSON.parse(token));
    return "colon";
  }
  return next === "value" || next === "first" ? afterValue(mark, levels) : null;
}

function afterValue(mark: string, levels: Level[]): Next | null {
  if (mark === "," || mark === ":") return null;
  if (mark === "{") levels.push({ close: "}", at: "" });
  if (mark === "[") levels.push({ close: "]", at: 0 });
  if (mark === "{" || mark === "[") return mark === "{" ? "first-key" : "first";
  return levels.length === 0 ? "nothing" : "divide";
}

/** The end of the token that begins at a place; minus the place of the fault where none does. */
function endOfToken(text: string, at: number): number {
  const mark = text[at] ?? "";
  if ("{}[],:".includes(mark)) return at + 1;
  if (mark === '"') return endOfText(text, at);
  const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
  scalar.lastIndex = at;
  return scalar.test(text) ? scalar.lastIndex : -at;
}

function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') {
    if ((text[at] ?? "") < " ") return -at;
    const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
    escape.lastIndex = at;
    if (text[at] !== "\\") at += 1;
    else if (escape.test(text)) at = escape.lastIndex;
    else return -at;
  }
  return at < text.length ? at + 1 : -start;
}

function afterBlanks(text: string, at: number): number {
  let end = at;
  while (" \t\n\r".includes(text[end] ?? "x")) end += 1;
  return end;
}
