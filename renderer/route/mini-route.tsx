import type { CSSProperties } from "react";
import { useWords } from "../words/use-words.ts";
import { endOf, type Stop, type Way } from "./way.ts";

const WIDTH = 210;
/** Room for the name of a stop (px). */
const NAME_WIDTH = 120;
const STEP = (WIDTH - 16) / 7;

function placeOf(index: number): number {
  return 8 + index * STEP;
}

/** The same line, one row tall: for lists and side cards. `say` tells the way in one sentence. */
export function MiniRoute({ way, say }: { readonly way: Way; readonly say: string }) {
  const words = useWords();
  const ending = endOf(way);
  const end = ending === null ? way.stops.length - 1 : way.stops.indexOf(ending);
  return (
    <div>
      <svg
        className="mini"
        width={WIDTH}
        height={22}
        viewBox={`0 0 ${WIDTH} 22`}
        role="img"
        aria-label={say}
      >
        <g>
          {end < way.stops.length - 1 && (
            <path d={`M${placeOf(end)} 11H${placeOf(way.stops.length - 1)}`} className="ghost" />
          )}
          <path d={`M2 11H${placeOf(end)}`} className="line" />
          {way.stops.map((stop, index) => (
            <Dot
              key={stop.id}
              stop={stop}
              x={placeOf(index)}
              isLast={index === way.stops.length - 1}
            />
          ))}
        </g>
      </svg>
      {ending !== null && (
        <p
          className={`small s-${ending.mark === "wait" ? "wait" : ending.mark === "bad" ? "bad" : "idle"}`}
          style={underStop(placeOf(end))}
        >
          {words.sayCode("wizard.stops", ending.id)}
        </p>
      )}
    </div>
  );
}

/** The name of the stop stands under it, as far as the ends of the line let it. */
function underStop(x: number): CSSProperties {
  const start = Math.min(Math.max(0, x - NAME_WIDTH / 2), WIDTH - NAME_WIDTH);
  const textAlign = start === 0 ? "start" : start === WIDTH - NAME_WIDTH ? "end" : "center";
  return { marginInlineStart: start, maxWidth: NAME_WIDTH, textAlign };
}

function Dot({
  stop,
  x,
  isLast,
}: {
  readonly stop: Stop;
  readonly x: number;
  readonly isLast: boolean;
}) {
  switch (stop.mark) {
    case "ahead":
    case "busy":
      return <circle cx={x} cy="11" r="7" className="ahead" />;
    case "pass":
    case "none":
      return <path d={`M${x} 5.5v11`} className="tick" />;
    case "bad":
      return (
        <g transform={`translate(${x} 11)`}>
          <path className="oct" d="M-4-9H4L9-4V4L4 9H-4L-9 4V-4Z" />
          <path className="xx" d="M-3-3 3 3M3-3-3 3" />
        </g>
      );
    case "wait":
      return (
        <rect
          x={x - 6.5}
          y="4.5"
          width="13"
          height="13"
          transform={`rotate(45 ${x} 11)`}
          className="wait"
        />
      );
    case "warn":
      return <path d={`M${x} 2.5l8.5 15h-17z`} className="warn" />;
    case "dark":
      return <circle cx={x} cy="11" r="3" className="dark" />;
    case "ok":
    case "turn":
    case "unchecked":
      return isLast ? (
        <circle cx={x} cy="11" r="7" className="home" />
      ) : (
        <circle cx={x} cy="11" r="4.5" className={stop.mark === "unchecked" ? "open" : "ok"} />
      );
  }
}
