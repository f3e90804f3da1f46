import type { AddressRow } from "../../shared/verify/report.ts";
import { endOf, STOPS, type StopId, type Way } from "./way.ts";

/** A line that parts after Address where only one of IPv4 and IPv6 leads to the server; else as it is. */
export function withSplit(way: Way, rows: readonly AddressRow[]): Way {
  if (endOf(way) !== null) return way;
  const [four, six] = [endOfFamily(rows, 4), endOfFamily(rows, 6)];
  if (four === null || six === null || (four === "reached") === (six === "reached")) return way;
  const [works, ends] = four === "reached" ? ([4, six] as const) : ([6, four] as const);
  if (ends === "reached") return way;
  const stops = way.stops.map((stop) =>
    stop.id === ends ? { ...stop, mark: "warn" as const, word: `only-${works}` } : stop,
  );
  return { ...way, stops, split: { works, ends } };
}

/** The farthest that any address of a family leads; null where there is none, or none could be looked at. */
function endOfFamily(rows: readonly AddressRow[], family: 4 | 6): StopId | "reached" | null {
  const ends = rows
    .filter((row) => row.family === family && row.tcp !== "untold")
    .map(endOfAddress);
  if (ends.length === 0) return null;
  if (ends.includes("reached")) return "reached";
  return STOPS.findLast((stop) => ends.includes(stop)) ?? null;
}

function endOfAddress({ tcp, tls, version, keys }: AddressRow): StopId | "reached" {
  if (tcp !== "open") return "port";
  if (tls === null || tls.failure !== null || tls.complete === false || tls.matches === false)
    return "certificate";
  return version?.status === 200 && keys?.matches !== false ? "reached" : "synapse";
}
