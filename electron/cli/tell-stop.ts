import type { Caller } from "./caller.ts";
import { sameFolder } from "./finish-run.ts";
import type { Args } from "./args.ts";
import { createScreen } from "./screen.ts";
import type { StopRequest } from "./signals.ts";
import type { Speak } from "./speak.ts";
import { createStartedScreen } from "./started-screen.ts";

/** What the words of a stop turn on. */
export interface Stopping {
  readonly args: Args;
  readonly caller: Caller;
  readonly speak: Speak;
  /** Writes to standard error. */
  readonly write: (text: string) => void;
  /** The run that has begun to change something; null: none has. */
  readonly begun: () => string | null;
}

/** Says at the first Ctrl+C what happens now, and at the second what is left behind. */
export function tellStop(stop: StopRequest, stopping: Stopping): void {
  const { args, caller, speak, write, begun } = stopping;
  stop.onStop(() => {
    const unbegun = args.command === "serve" ? "shell.stopping-serve" : "shell.stopping-unbegun";
    const text = speak.say(begun() === null ? unbegun : "shell.stopping");
    const screen = createScreen((line) => write(`${line}\n`), caller.columns, false);
    screen.gap();
    for (const line of text.split("\n")) screen.say(line);
  });
  stop.onLeave(() => tellLeft(begun(), stopping));
}

function tellLeft(run: string | null, { args, caller, speak, write }: Stopping): void {
  const screen = createStartedScreen(
    createScreen((line) => write(`${line}\n`), caller.columns, false),
    { program: caller.program, folder: sameFolder(args, caller) },
  );
  screen.gap();
  if (run === null) return;
  screen.say(speak.say("shell.left", { run }), { apart: true });
}
