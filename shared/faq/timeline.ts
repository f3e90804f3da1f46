import { isBefore } from "../plan/versions.ts";
import { NEWEST } from "../upgrade/road-facts.ts";

/** One stop of the road from the old federation to today's; `code` names its words, `reasons.timeline-CODE`. */
export interface TimelineStop {
  readonly version: string;
  /** ISO date of the release; null where it is not on record. */
  readonly date: string | null;
  readonly code: string;
  /** The own server stands at this stop: it is the last one that it has passed. */
  readonly here: boolean;
}

/** Dates of the releases (faq.md; matrix-federation.md section 0 corrects what the FAQ announced). */
const STOPS = [
  { version: "0.34.0", date: "2018-12-20", code: "perspectives" },
  { version: "0.99.0", date: "2019-02-05", code: "stepping-stone" },
  { version: "1.0.0", date: "2019-06-11", code: "certificates-checked" },
  { version: "1.37.0", date: "2021-06-29", code: "acme-gone" },
  { version: "1.93.0", date: "2023-09-26", code: "matrix-fed" },
  { version: NEWEST, date: null, code: "today" },
] as const;

/** The timeline with "you are here"; nowhere where the own version is not known. */
export function timelineFor(version: string | null): readonly TimelineStop[] {
  const passed = version === null ? [] : STOPS.filter((stop) => !isBefore(version, stop.version));
  const here = passed.at(-1)?.version ?? null;
  return STOPS.map((stop) => ({ ...stop, here: stop.version === here }));
}
