/** A moment, in milliseconds since 1970-01-01T00:00:00Z. `shared/` is given moments, it never reads a clock. */
export type Instant = number;

/** A moment as ISO 8601 text in UTC, as it stands in every document. */
export type IsoInstant = string;
