const ISOLATE = { first: "\u2068", last: "\u2069" } as const;

/**
 * A value within a text of the other direction: first-strong isolate and its end (Unicode UAX 9), as
 * `<bdi>` does it where there is markup. Numbers stand by themselves in either direction.
 */
export function isolated(value: string): string {
  return /^\d*$/.test(value) ? value : `${ISOLATE.first}${value}${ISOLATE.last}`;
}

/** A text to take away: names in it are copied without the invisible signs around them. */
export function withoutIsolates(text: string): string {
  return text.replaceAll(/[\u2068\u2069]/g, "");
}
