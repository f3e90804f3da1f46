import { useEffect, useRef } from "react";
import { useAnnounce } from "../parts/announcer.tsx";
import { useWords } from "../words/use-words.ts";
import type { StopId, Way } from "./way.ts";

interface AboutStopProps {
  readonly stop: StopId;
  readonly lines: readonly { readonly title: string; readonly way: Way }[];
  /** The lines stand in a card of their own already. */
  readonly inCard?: boolean;
}

/** What is at the chosen stop of each line; said when another one is chosen. */
export function AboutStop({ stop, lines, inCard = false }: AboutStopProps) {
  const words = useWords();
  const announce = useAnnounce();
  const said = useRef(stop);
  const name = words.sayCode("wizard.stops", stop);
  const rows = lines.flatMap(({ title, way }) => {
    const found = way.stops.find(({ id }) => id === stop);
    if (found === undefined) return [];
    const values = { value: found.value ?? "", name: way.must?.name ?? way.top };
    return [{ title, text: words.sayCode("wizard.stop-more", found.word, values) }];
  });
  const whole = rows.map(({ title, text }) => `${title}: ${text}`).join(" ");
  useEffect(() => {
    if (said.current !== stop) announce(whole);
    said.current = stop;
  }, [announce, said, stop, whole]);
  return (
    <section
      className={inCard ? "about" : "card"}
      aria-label={words.say("wizard.route.about", { stop: name })}
    >
      <div className={lines.length > 1 ? "cmp" : "stack g4"}>
        <h3 className="h3">{name}</h3>
        {rows.map(({ title, text }) => (
          <div key={title}>
            <p className="cap">{title}</p>
            <p className="second">{text}</p>
          </div>
        ))}
      </div>
    </section>
  );
}
