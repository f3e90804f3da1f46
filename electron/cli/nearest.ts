/**
 * The candidate that is nearest to what was typed, by edits of one letter (Levenshtein); one that
 * begins with the text is nearer than any other. Null where there are no candidates.
 */
export function nearest(text: string, candidates: readonly string[]): string | null {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: farness(text, candidate) }))
    .toSorted((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best === undefined ? null : best.candidate;
}

/** Whether a candidate is near enough to what was typed to have been meant. */
export function isNear(text: string, candidate: string): boolean {
  const limit = Math.max(1, Math.floor(text.length / 2));
  return (text !== "" && candidate.startsWith(text)) || distance(text, candidate) <= limit;
}

function farness(text: string, candidate: string): number {
  return text !== "" && candidate.startsWith(text) ? 0.5 : distance(text, candidate);
}

/** The number of letters to add, remove or replace in order to turn `a` into `b`. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replaced = (row[j] ?? 0) + (letter === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
