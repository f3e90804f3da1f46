import { useRef } from "react";
import { useWords } from "../words/use-words.ts";
import { linePath, threadPath, type Places } from "./line-paths.ts";
import { shortName } from "./short-name.ts";
import { useGrowth } from "./use-line-motion.ts";
import { endOf, STOPS, type Way } from "./way.ts";

interface LineProps {
  readonly way: Way;
  readonly places: Places;
}

const CERTIFICATE = STOPS.indexOf("certificate");
const ADDRESS = STOPS.indexOf("address");

/** The line itself: whole as far as it goes, dotted where nobody gets. */
export function Line({ way, places, width }: LineProps & { readonly width: number }) {
  const last = way.stops.length - 1;
  const { end, x, y, height } = places;
  const isBroken = endOf(way)?.mark === "bad";
  const line = useRef<SVGPathElement>(null);
  useGrowth(line, x(end));
  return (
    <svg className="rt-svg" width={width} height={height} aria-hidden focusable="false">
      {end < last && <path d={linePath(places, end, last)} className="rt-ghost" />}
      <path
        ref={line}
        d={linePath(places, -1, way.split === undefined ? end : ADDRESS)}
        className="rt-line"
      />
      {way.split !== undefined && (
        <>
          <Thin places={places} family={4} split={way.split} />
          <Thin places={places} family={6} split={way.split} />
        </>
      )}
      {isBroken && end < last && (
        <path d={`M ${x(end) + 24} ${y(end) - 11} v 22`} className="rt-buffer" />
      )}
      {way.must !== null && (
        <path className="rt-thread" d={threadPath(places, way.must.of, CERTIFICATE)} />
      )}
    </svg>
  );
}

/** The line of one family of addresses, beside that of the other. */
function Thin({ places, family, split }: ThinProps) {
  const { x } = places;
  const last = STOPS.length - 1;
  const end = family === split.works ? last : STOPS.indexOf(split.ends);
  const y = places.y(ADDRESS) + besideLine(family);
  return (
    <>
      {end < last && <path d={`M ${x(end)} ${y} H ${x(last)}`} className="rt-ghost" />}
      <path d={`M ${x(ADDRESS)} ${y} H ${x(end)}`} className="rt-line is-thin" />
    </>
  );
}

interface ThinProps {
  readonly places: Places;
  readonly family: 4 | 6;
  readonly split: NonNullable<Way["split"]>;
}

/** IPv4 above, IPv6 below; px from the middle of the line. */
function besideLine(family: 4 | 6): number {
  return family === 4 ? -7 : 7;
}

/** The names of the two families where the line parts. */
export function FamilyNames({ way, places }: LineProps) {
  if (way.split === undefined) return null;
  const start = (places.x(ADDRESS) + places.x(ADDRESS + 1)) / 2;
  return ([4, 6] as const).map((family) => (
    <span
      key={family}
      className="rt-family"
      aria-hidden
      style={{ top: places.y(ADDRESS) + (family === 4 ? -29 : 11), insetInlineStart: start }}
    >
      <bdi>IPv{family}</bdi>
    </span>
  ));
}

/** What the thread says: the name that the certificate must carry. */
export function ThreadName({ way, places }: LineProps) {
  const words = useWords();
  if (way.must === null) return null;
  const middle = (places.x(way.must.of) + places.x(CERTIFICATE)) / 2;
  return (
    <span
      className="rt-must"
      aria-hidden
      style={{ top: places.zoneTop - 2, insetInlineStart: middle }}
    >
      <span>{words.say("wizard.route.must", { name: shortName(way.must.name) })}</span>
    </span>
  );
}

/** The public name on the upper track, the machine's on the lower one. */
export function TrackNames({ way, places }: LineProps) {
  const { turn, upper, drop, x } = places;
  if (turn < 0 || way.low === null) return null;
  return (
    <>
      <span className="rt-name" aria-hidden style={{ top: upper + 11, insetInlineStart: 62 }}>
        <bdi>{shortName(way.top)}</bdi>
      </span>
      <span
        className="rt-name"
        aria-hidden
        style={{ top: upper + drop - 29, insetInlineStart: x(turn) + 28 + drop }}
      >
        <bdi>{shortName(way.low)}</bdi>
      </span>
    </>
  );
}
