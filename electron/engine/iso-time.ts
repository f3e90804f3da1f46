import type { Instant, IsoInstant } from "../../shared/domain/instant.ts";

/** Prints a moment as ISO 8601 in UTC, to the second. */
export function isoOf(instant: Instant): IsoInstant {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
