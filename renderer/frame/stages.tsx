import { IconCheck } from "@tabler/icons-react";
import type { Station } from "../../shared/api/wizard-parts.ts";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";

/** The stages, which are all stations but home. */
const STAGES: readonly Station[] = [
  "name",
  "host",
  "questions",
  "plan",
  "preflight",
  "apply",
  "proof",
];

/** Where one stands on the way; links lead backwards only, and nowhere while the host is being changed. */
export function Stages({ at, locked }: { readonly at: Station; readonly locked: boolean }) {
  const words = useWords();
  const { page, go } = useEngine();
  // Whoever comes back to the questions by this way sees them from the first.
  const freshFor = (station: Station) => {
    const { question: _left, ...rest } = page.wizard.draft.page;
    return station === "questions" ? { page: rest } : {};
  };
  const here = STAGES.indexOf(at);
  const name = (station: Station): string => words.sayCode("wizard.stations", station);
  return (
    <>
      <nav className="stages" aria-label={words.say("wizard.stages")}>
        <ol>
          {STAGES.map((station, index) => (
            <li
              key={station}
              className={index < here ? "done" : index === here ? "here" : ""}
              aria-current={index === here ? "step" : undefined}
            >
              <i aria-hidden>{index < here && <IconCheck size={11} stroke={4} />}</i>
              {index < here && !locked ? (
                <button type="button" onClick={() => void go(station, freshFor(station))}>
                  {name(station)}
                </button>
              ) : (
                name(station)
              )}
            </li>
          ))}
        </ol>
      </nav>
      <div className="stages-short">
        <span>
          {words.say("wizard.stage-short", { at: here + 1, of: STAGES.length, name: name(at) })}
        </span>
        <div aria-hidden>
          {STAGES.map((station, index) => (
            <i key={station} className={index <= here ? "on" : ""} />
          ))}
        </div>
      </div>
    </>
  );
}
