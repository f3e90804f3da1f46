import type { EngineEvent } from "../engine/ports.ts";
import { harmless, harmlessAll, toJson } from "./harmless.ts";
import { stepNameOf } from "../../shared/words/step-name.ts";
import type { Speak } from "./speak.ts";

/** How progress is shown on standard error. */
export interface ProgressStyle {
  /** JSON lines (`--events`), lines of text, or nothing (`--quiet`). */
  readonly as: "events" | "text" | "nothing";
  readonly verbose: boolean;
  /** Standard error is a terminal. */
  readonly isTerminal: boolean;
}

/** What a progress list is shown with. */
export interface ProgressSetting {
  /** Writes to standard error as it is. */
  readonly write: (text: string) => void;
  readonly style: ProgressStyle;
  readonly speak: Speak;
  /** The time in milliseconds since 1970. */
  readonly now: () => number;
}

/** Shows what the engine says while it works: the clock, and a line for each step that has ended. */
export function createProgress(setting: ProgressSetting): (event: EngineEvent) => void {
  const { write, style, now } = setting;
  if (style.as === "nothing") return () => undefined;
  if (style.as === "events") {
    return (event) => write(`${toJson({ at: new Date(now()).toISOString(), ...event })}\n`);
  }
  return createLines(setting);
}

interface Begun {
  readonly name: string;
  readonly at: number;
}

function createLines({ write, style, speak, now }: ProgressSetting): (event: EngineEvent) => void {
  const begun = new Map<string, Begun>();
  const from = now();
  let isOpen = false;
  let undoing = "";
  return (event) => {
    const step = event.step ?? "";
    if (event.event === "started") begun.set(step, { name: nameOf(event, speak), at: now() });
    const isAgain = event.event === "undoing" && undoing === step && !style.verbose;
    if (event.event !== "operation") undoing = event.event === "undoing" ? step : "";
    if (isSilent(event, style) || isAgain) return;
    const { name, at } = begun.get(step) ?? { name: nameOf(event, speak), at: now() };
    const values = {
      ...harmlessAll(event.data),
      step: harmless(name),
      seconds: seconds(now() - at),
      ...outcomeOf(event, speak),
    };
    const line = `${seconds(now() - from).padStart(8)}  ${speak.sayCode("events", wordsFor(event, style), values)}`;
    // On a terminal the line of a step that has begun is written over when the step ends.
    const isPassing = event.event === "started" && style.isTerminal;
    write(`${isOpen ? "\r\u001b[K" : ""}${line}${isPassing ? "" : "\n"}`);
    isOpen = isPassing;
  };
}

/** A step that begins is shown on a terminal alone, an operation under `--verbose` alone. */
function isSilent({ event }: EngineEvent, { verbose, isTerminal }: ProgressStyle): boolean {
  return !verbose && (event === "operation" || (event === "started" && !isTerminal));
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function outcomeOf({ data }: EngineEvent, speak: Speak): { readonly outcome?: string } {
  const { outcome } = data;
  return typeof outcome === "string" ? { outcome: speak.sayCode("outcomes", outcome) } : {};
}

/** What is put back is a step; under `--verbose` each of its paths. */
function wordsFor({ event, data }: EngineEvent, { verbose }: ProgressStyle): string {
  return verbose && event === "undoing" && typeof data["path"] === "string" ? "undoing-at" : event;
}

function nameOf({ step, data }: EngineEvent, speak: Speak): string {
  return stepNameOf(step ?? "", data, speak);
}
