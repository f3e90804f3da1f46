import { useWords } from "../words/use-words.ts";
import { linePath, threadPath, type Places } from "./line-paths.ts";
import { endOf, STOPS, type Way } from "./way.ts";

interface LineProps {
  readonly way: Way;
  readonly places: Places;
}

const CERTIFICATE = STOPS.indexOf("certificate");

/** The line itself: whole as far as it goes, dotted where nobody gets. */
export function Line({ way, places, width }: LineProps & { readonly width: number }) {
  const last = way.stops.length - 1;
  const { end, x, y, height } = places;
  const isBroken = endOf(way)?.mark === "bad";
  return (
    <svg className="rt-svg" width={width} height={height} aria-hidden focusable="false">
      {end < last && <path d={linePath(places, end, last)} className="rt-ghost" />}
      <path d={linePath(places, -1, end)} className="rt-line" />
      {isBroken && end < last && (
        <path d={`M ${x(end) + 24} ${y(end) - 11} v 22`} className="rt-buffer" />
      )}
      {way.must !== null && (
        <path className="rt-thread" d={threadPath(places, way.must.of, CERTIFICATE)} />
      )}
    </svg>
  );
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
      <span>{words.say("wizard.route.must", { name: way.must.name })}</span>
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
        <bdi>{way.top}</bdi>
      </span>
      <span
        className="rt-name"
        aria-hidden
        style={{ top: upper + drop - 29, insetInlineStart: x(turn) + 28 + drop }}
      >
        <bdi>{way.low}</bdi>
      </span>
    </>
  );
}
