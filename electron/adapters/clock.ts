import type { Clock } from "../engine/ports.ts";

/** The real clock. `stop` ends every sleep early, without failing, once it is aborted. */
export function createClock(stop?: AbortSignal): Clock {
  return {
    now: () => Date.now(),
    sleep: (milliseconds) => sleepUntil(milliseconds, stop),
  };
}

function sleepUntil(milliseconds: number, stop: AbortSignal | undefined): Promise<void> {
  if (stop?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      stop?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    stop?.addEventListener("abort", end, { once: true });
  });
}
