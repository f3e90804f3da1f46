/**
 * Tells whether a Synapse version is before another (`0.99.0` before `0.99.1`); a release candidate
 * counts as its release. False where the version is not known.
 */
export function isBefore(version: string | null, other: string): boolean {
  if (version === null) return false;
  const [left, right] = [numbers(version), numbers(other)];
  const length = Math.max(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function numbers(version: string): readonly number[] {
  const plain = /^\d+(?:\.\d+)*/.exec(version)?.[0] ?? "";
  return plain === "" ? [] : plain.split(".").map(Number);
}
