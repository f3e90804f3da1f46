/**
 * Tells whether a Synapse version is before another (`0.99.0` before `0.99.1`, `v1.9` before `1.10`); a
 * release candidate counts as its release. False where a text names no version.
 */
export function isBefore(version: string | null, other: string): boolean {
  const [left, right] = [numbers(version ?? ""), numbers(other)];
  if (left.length === 0 || right.length === 0) return false;
  const length = Math.max(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function numbers(version: string): readonly number[] {
  const plain = /^v?(\d+(?:\.\d+)*)/.exec(version.trim())?.[1];
  return plain === undefined ? [] : plain.split(".").map(Number);
}
