import { Wrap } from "../parts/wrap.tsx";
import { useWords } from "../words/use-words.ts";
import { Marker } from "./marker.tsx";
import type { Way } from "./way.ts";

/** The line from top to bottom: on a phone, and wherever somebody prefers a list. */
export function RouteList({
  way,
  label,
  say,
}: {
  readonly way: Way;
  readonly label: string;
  readonly say: string;
}) {
  const words = useWords();
  const last = way.stops.length - 1;
  return (
    <figure className="rl" aria-label={label}>
      <ol>
        {way.stops.map((stop, index) => (
          <li key={stop.id} className={`m-${stop.mark} ${index === last ? "is-last" : ""}`}>
            <Marker mark={stop.mark} />
            <div>
              <p className="rl-head">
                <strong>{words.sayCode("wizard.stops", stop.id)}</strong>
                <span className="rt-word">{words.sayCode("wizard.stop", stop.word)}</span>
              </p>
              {stop.value !== null && (
                <p className="rl-value mono">
                  <Wrap text={stop.value} />
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
      <figcaption className="vh">{say}</figcaption>
    </figure>
  );
}
