import { isBefore } from "../plan/versions.ts";
import { ROLLBACK_STOPS, SCHEMAS } from "./road-facts.ts";

/** Since then software asks whether a newer database still lets it in; before, it refuses any newer one. */
const ASKS = "1.37.0";

/** The value of the last row that a version has reached; null where it is before the first. */
export function reached<T>(
  rows: readonly { readonly from: string; readonly value: T }[],
  version: string,
): T | null {
  return rows.findLast((row) => !isBefore(version, row.from))?.value ?? null;
}

/** Tells whether a version still opens a database that a later one has used: whether one can go back by itself. */
export function canGoBack(to: string, after: string): boolean {
  const [own] = reached(SCHEMAS, to) ?? [0];
  const [schema, opensWith] = reached(SCHEMAS, after) ?? [0, 0];
  return (isBefore(to, ASKS) ? schema : opensWith) <= own;
}

/**
 * The stops between two versions at which each stretch could still be gone back; empty where none are
 * needed, or where no stops help (every schema before 1.37.0 shuts the one before out).
 */
export function stopsToKeepAWayBack(from: string, to: string): readonly string[] {
  if (canGoBack(from, to)) return [];
  const between = ROLLBACK_STOPS.filter((stop) => isBefore(from, stop) && isBefore(stop, to));
  const road = [from, ...between, to];
  const isWhole = road.every((stop, at) => at === 0 || canGoBack(road[at - 1] ?? from, stop));
  return isWhole ? between : [];
}
