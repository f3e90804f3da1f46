import { EXIT } from "../engine/command-result.ts";

/**
 * Listens for Ctrl+C and SIGTERM: the first asks to stop (the returned signal is aborted and `told` is
 * called), the second leaves at once with 130. What was begun is in the journal either way.
 */
export function listenForStop(process: NodeJS.Process, told: () => void): AbortSignal {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.stopped);
    controller.abort();
    told();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return controller.signal;
}
