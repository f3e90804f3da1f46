import type { CommandResult } from "../engine/command-result.ts";
import type { EngineEvent } from "../engine/ports.ts";
import type { Args } from "./args.ts";
import type { Caller } from "./caller.ts";
import type { Envelope } from "./envelope.ts";
import type { Screen } from "./screen.ts";
import type { Speak } from "./speak.ts";

/** What every command is given: the command line as read, the words, where the caller stands, and how to stop. */
export interface Context {
  readonly args: Args;
  readonly speak: Speak;
  readonly caller: Caller;
  /** Aborted once the person asked to stop. */
  readonly stop: AbortSignal;
  readonly emit: (event: EngineEvent) => void;
  /** Writes one line to standard error, also under `--quiet`: prompts. */
  readonly prompt: (text: string) => void;
  /** Told of a run whenever something is written down about it: from then on it has begun. Null: it has ended. */
  readonly noteRun: (run: string | null) => void;
}

/** How a finished document is told to people. */
export interface Report {
  readonly screen: Screen;
  readonly speak: Speak;
  readonly args: Args;
}

/**
 * One command. `run` gives its result and throws for bugs alone; `report` writes its finished document
 * for people, and `lead` gives what must stand in the very first line.
 */
export interface CommandModule {
  run(context: Context): Promise<CommandResult>;
  lead(document: Envelope, report: Report): string | null;
  report(document: Envelope, report: Report): void;
}
