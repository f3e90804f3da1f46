import { EXIT } from "../engine/command-result.ts";

/** Whether the person asked to stop. */
export interface StopRequest {
  /** Aborted once they did. */
  readonly signal: AbortSignal;
  /** Calls `told` when they do, or at once where they did already. */
  readonly onStop: (told: () => void) => void;
  /** Calls `told` when they ask a second time, right before the process ends. */
  readonly onLeave: (told: () => void) => void;
}

/**
 * Listens for Ctrl+C and SIGTERM, from before anything else is loaded: the first asks to stop, the
 * second leaves at once with 130. What was begun is in the journal either way.
 */
export function listenForStop(process: NodeJS.Process): StopRequest {
  const controller = new AbortController();
  const { signal } = controller;
  const leaving: (() => void)[] = [];
  const onSignal = (): void => {
    if (!signal.aborted) return controller.abort();
    for (const told of leaving) told();
    process.exit(EXIT.stopped);
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return {
    signal,
    onStop: (told) => {
      if (signal.aborted) told();
      else signal.addEventListener("abort", told, { once: true });
    },
    onLeave: (told) => void leaving.push(told),
  };
}
