import { endOf, type Way } from "./way.ts";

/** How a route picture is laid out; px. */
export interface Layout {
  readonly width: number;
  readonly compact: boolean;
  /** A heading lies on the ground. */
  readonly headed: boolean;
  /** The captions of the ground are shown. */
  readonly zones: boolean;
}

/** Where everything of the picture lies; px from the top and from the start of the line. */
export interface Places {
  readonly lead: number;
  readonly column: number;
  readonly height: number;
  readonly zoneTop: number;
  readonly upper: number;
  readonly drop: number;
  /** Index of the stop at which the line steps down; -1 where it does not. */
  readonly turn: number;
  /** Index of the stop at which the line ends. */
  readonly end: number;
  readonly x: (index: number) => number;
  readonly y: (index: number) => number;
}

/** The stop from which the machine answers: left of it everything is looked up in public. */
export const SHORE = 4;

/** Lays out the picture. */
export function placesOf(way: Way, layout: Layout): Places {
  const { width, compact, headed, zones } = layout;
  const lead = compact ? 60 : 76;
  const column = Math.max(0, (width - lead) / way.stops.length);
  const isTwo = way.low !== null;
  const hasThread = way.must !== null;
  const arc = hasThread ? (compact ? 26 : 40) : 0;
  const zoneTop = headed ? 34 : zones ? 30 : hasThread ? 8 : 0;
  const upper = zoneTop + arc + (headed ? 22 : 24);
  const drop = isTwo ? (compact ? 34 : 46) : 0;
  const turn = isTwo ? way.stops.findIndex(({ mark }) => mark === "turn") : -1;
  const ending = endOf(way);
  const end = ending === null ? way.stops.length - 1 : way.stops.indexOf(ending);
  return {
    lead,
    column,
    zoneTop,
    upper,
    drop,
    turn,
    end,
    height: upper + drop + (headed ? 23 : 28),
    x: (index) => lead + column * (index + 0.5),
    y: (index) => (turn >= 0 && index > turn ? upper + drop : upper),
  };
}

/** The path from one stop to another, with the step down at the turn; from -1 it begins at the ship. */
export function linePath(places: Places, from: number, to: number): string {
  const { x, y, upper, drop, turn, lead } = places;
  const start = from < 0 ? `M ${lead * 0.5} ${upper}` : `M ${x(from)} ${y(from)}`;
  const parts = [start];
  for (let index = Math.max(from, 0); index <= to; index++) {
    if (turn >= 0 && index === turn + 1 && index > from) {
      const at = x(turn) + 20;
      const low = upper + drop;
      parts.push(
        `L ${at} ${upper} C ${at + drop * 0.45} ${upper} ${at + drop * 0.55} ${low} ${at + drop} ${low}`,
      );
    }
    parts.push(`L ${x(index)} ${y(index)}`);
  }
  return parts.join(" ");
}

/** The thread from the certificate to the stop whose name it must carry. */
export function threadPath(places: Places, of: number, certificate: number): string {
  const { x, y, zoneTop } = places;
  const a = x(of);
  const b = x(certificate);
  const top = zoneTop + 9;
  const r = 12;
  return `M ${b} ${y(certificate) - 20} V ${top + r} Q ${b} ${top} ${b - r} ${top} H ${a + r} Q ${a} ${top} ${a} ${top + r} V ${y(of) - 20}`;
}
