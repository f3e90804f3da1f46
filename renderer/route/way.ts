import { hostKind } from "../../shared/domain/server-name.ts";
import type { ProblemCode } from "../../shared/problems/codes.ts";

/** The stops of the line, in the order of the wire. */
export const STOPS = [
  "name",
  "well-known",
  "srv",
  "address",
  "port",
  "certificate",
  "proxy",
  "synapse",
] as const;
/** A stop of the line. */
export type StopId = (typeof STOPS)[number];

/**
 * How one stop looks. `turn`: the line changes to the other name here; `pass`: it rides through; `none`:
 * does not exist for this era, or cannot be seen; `dark`: not reached.
 */
export type Mark =
  | "ok"
  | "turn"
  | "pass"
  | "none"
  | "unchecked"
  | "warn"
  | "bad"
  | "wait"
  | "dark"
  | "busy"
  | "ahead";

/** One stop: its mark, the key of its word under `wizard.stop`, and what was seen there. */
export interface Stop {
  readonly id: StopId;
  readonly mark: Mark;
  readonly word: string;
  /** A name, address or record as it came; null where there is none. */
  readonly value: string | null;
  /** Why others stop here. */
  readonly why: ProblemCode | null;
}

/** The line of one era. */
export interface Way {
  readonly stops: readonly Stop[];
  /** The public name. */
  readonly top: string;
  /** The machine's name, where others are sent to another one. */
  readonly low: string | null;
  readonly port: number | null;
  /** Which name the certificate must carry, and the stop that says so; null for eras that do not check. */
  readonly must: { readonly of: number; readonly name: string } | null;
  /** Absent where IPv4 and IPv6 lead equally far: the family that reaches the server, and where the other ends. */
  readonly split?: { readonly works: 4 | 6; readonly ends: StopId };
}

/** Marks at which the line ends. */
const ENDS: ReadonlySet<Mark> = new Set(["bad", "wait", "busy", "ahead"]);

/** The stop at which the line ends before its last; null where it goes the whole way. */
export function endOf(way: Pick<Way, "stops">): Stop | null {
  return way.stops.find(({ mark }) => ENDS.has(mark)) ?? null;
}

/** What was looked up in public, by its key under `wizard.route`: nothing of an address, no website where a port is named. */
export function seaOf({
  top,
  stops,
}: Pick<Way, "top" | "stops">): "sea" | "sea-dns" | "sea-address" {
  const kind = hostKind(top.replace(/^\[(.*)\]$/, "$1"));
  if (kind === "ipv4" || kind === "ipv6") return "sea-address";
  const file = stops.find(({ id }) => id === "well-known");
  return file?.word === "not-asked" ? "sea-dns" : "sea";
}
