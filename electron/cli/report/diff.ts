import type { Screen } from "../screen.ts";

/**
 * Writes what a text was and becomes, line by line: `-` goes, `+` comes, the rest stays. Lines that are
 * the same at both ends are left out but for one on each side.
 */
export function writeDiff(
  screen: Screen,
  before: string | null,
  after: string | null,
  indent: number,
): void {
  const old = lines(before);
  const fresh = lines(after);
  const head = sameAtStart(old, fresh);
  const tail = sameAtStart(old.slice(head).toReversed(), fresh.slice(head).toReversed());
  const put = (mark: string, line: string): void =>
    screen.verbatim(`${mark} ${line}`.trimEnd(), indent);
  if (head > 0) put(" ", old[head - 1] ?? "");
  for (const line of old.slice(head, old.length - tail)) put(screen.style("red", "-"), line);
  for (const line of fresh.slice(head, fresh.length - tail)) put(screen.style("green", "+"), line);
  if (tail > 0) put(" ", old[old.length - tail] ?? "");
}

function lines(text: string | null): readonly string[] {
  return text === null || text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

function sameAtStart(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((line, index) => line !== b[index]);
  return differs < 0 ? Math.min(a.length, b.length) : differs;
}
