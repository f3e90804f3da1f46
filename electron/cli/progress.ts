import type { EngineEvent } from "../engine/ports.ts";
import { harmless, harmlessAll, toJson } from "./harmless.ts";
import type { Speak } from "./speak.ts";

/** How progress is shown on standard error. */
export interface ProgressStyle {
  /** JSON lines (`--events`), lines of text, or nothing (`--quiet`). */
  readonly as: "events" | "text" | "nothing";
  readonly verbose: boolean;
}

/** Shows what the engine says while it works. `now` gives the time in milliseconds since 1970. */
export function createProgress(
  write: (line: string) => void,
  style: ProgressStyle,
  speak: Speak,
  now: () => number,
): (event: EngineEvent) => void {
  const begun = new Map<string, number>();
  const from = now();
  return (event) => {
    if (style.as === "events") {
      write(toJson({ at: new Date(now()).toISOString(), ...event }));
      return;
    }
    if (event.event === "started" && event.step !== null) begun.set(event.step, now());
    if (style.as === "nothing" || (QUIET_EVENTS.has(event.event) && !style.verbose)) return;
    const since = begun.get(event.step ?? "");
    const values = {
      ...harmlessAll(event.data),
      step: stepName(event, speak),
      seconds: since === undefined ? "" : seconds(now() - since),
    };
    write(
      `${seconds(now() - from).padStart(7)}  ${harmless(speak.sayCode("events", event.event, values))}`,
    );
  };
}

/** Events that only `--verbose` shows as text. */
const QUIET_EVENTS: ReadonlySet<EngineEvent["event"]> = new Set(["operation"]);

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** A step's name for people, where the engine tells its kind; else its id. */
function stepName({ step, data }: EngineEvent, speak: Speak): string {
  const kind = data["kind"];
  const name = typeof kind === "string" ? speak.sayCode("steps", kind) : null;
  return name === null || name === kind ? (step ?? "") : `${name} (${step ?? ""})`;
}
