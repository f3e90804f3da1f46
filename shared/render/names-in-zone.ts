/**
 * Zones that hold every one of these names, the nearest first. Where a zone is cut is not to be seen in
 * a name (RFC 8499 section 7, "zone cut"): the names' common parents are all that can be said. None of a
 * single label, and none below a label that begins with `_` (RFC 8552), which no provider sells.
 */
export function zonesHolding(names: readonly string[]): readonly string[] {
  const labels = (names[0] ?? "").split(".");
  const last = labels.findLastIndex((label) => label.startsWith("_"));
  const parents = labels.slice(last + 1).map((_, at) => labels.slice(last + 1 + at).join("."));
  return parents.filter((zone) => zone.includes(".") && names.every((name) => isIn(name, zone)));
}

/**
 * A name as a provider's form takes it: relative to its zone, `@` for the zone itself (RFC 1035 section
 * 5.1). Without a zone, and for a name outside of it, the whole name with its final dot.
 */
export function nameInZone(name: string, zone: string | null): string {
  if (zone === null || !isIn(name, zone)) return `${name}.`;
  return name === zone ? "@" : name.slice(0, -zone.length - 1);
}

function isIn(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}
