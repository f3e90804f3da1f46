import { Wrap } from "../parts/wrap.tsx";
import { useWords } from "../words/use-words.ts";
import { Marker } from "./marker.tsx";
import { stopButton } from "./stop-keys.ts";
import type { Stop, StopId, Way } from "./way.ts";

interface RouteListProps {
  readonly way: Way;
  readonly label: string;
  readonly say: string;
  readonly picked?: StopId | null;
  readonly onPick?: (id: StopId) => void;
}

/** The line from top to bottom: on a phone, and wherever somebody prefers a list. */
export function RouteList({ way, label, say, picked, onPick }: RouteListProps) {
  const { rtl } = useWords();
  const last = way.stops.length - 1;
  return (
    <figure className="rl" aria-label={label}>
      <ol>
        {way.stops.map((stop, index) => (
          <li
            key={stop.id}
            className={`m-${stop.mark} ${index === last ? "is-last" : ""} ${picked === stop.id ? "is-picked" : ""}`}
          >
            <Marker mark={stop.mark} />
            {onPick === undefined ? (
              <div>
                <StopText stop={stop} />
              </div>
            ) : (
              <button
                className="rl-hit"
                {...stopButton(stop.id, { index, way, rtl, onPick, picked })}
              >
                <StopText stop={stop} />
              </button>
            )}
          </li>
        ))}
      </ol>
      <figcaption className="vh">{say}</figcaption>
    </figure>
  );
}

function StopText({ stop }: { readonly stop: Stop }) {
  const words = useWords();
  return (
    <>
      <span className="rl-head">
        <strong>{words.sayCode("wizard.stops", stop.id)}</strong>
        <span className="vh">, </span>
        <span className="rt-word">{words.sayCode("wizard.stop", stop.word)}</span>
      </span>
      {stop.value !== null && (
        <span className="rl-value mono">
          <Wrap text={stop.value} />
        </span>
      )}
    </>
  );
}
