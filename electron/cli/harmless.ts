/**
 * Control characters (C0 without line end, DEL, C1) and those that turn the direction of text. Names,
 * banners and pages of others may hold them to repaint a terminal.
 */
const HARMFUL =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A text that a terminal shows as it is: harmful characters are written as `\u{…}`, a tab as blanks. */
export function harmless(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll("\t", "    ")
    .replace(HARMFUL, (letter) => `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same for every text in a document, keys included. */
export function harmlessAll<T>(value: T): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- same shape, only texts differ
  return walk(value) as T;
}

function walk(value: unknown): unknown {
  if (typeof value === "string") return harmless(value);
  if (Array.isArray(value)) return value.map(walk);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [harmless(key), walk(each)]),
  );
}

/** One JSON document on one line, safe to show: what a terminal could obey is escaped, as JSON allows. */
export function toJson(document: unknown): string {
  return JSON.stringify(document).replace(
    /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
