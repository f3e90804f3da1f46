import { retryAfterMs } from "./acme-problems.ts";
import { CaUnreachable, type AcmeResponse } from "./acme-transport.ts";

/** How long a CA may take to judge a challenge or to sign (ms). */
const WAIT_MS = 90_000;
/** The longest time between two looks, whatever `Retry-After` says (ms). */
const LONGEST_MS = 10_000;
/** Looks before `Retry-After` is minded: most CAs are ready within a second (ms). */
const QUICK_MS = [60, 150, 400];
const FIRST_SLOW_MS = 1000;
const MOST_MISSES = 3;

/** How looking again and again ended. */
export type Looked<T> =
  | { readonly end: "done"; readonly value: T }
  | { readonly end: "late" }
  | { readonly end: "stopped" };

/**
 * Looks until what is parsed is done, or 90 s have passed. The first looks come within a second;
 * from then on `Retry-After` is honoured, up to 10 s. A sleep that ends early means that the
 * person asked to stop, and so does the looking. Throws what `look` and `parse` throw.
 */
export async function lookUntil<T>(
  look: () => Promise<AcmeResponse>,
  parse: (response: AcmeResponse) => T,
  done: (value: T) => boolean,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<Looked<T>> {
  const started = performance.now();
  let misses = 0;
  for (let tries = 0; ; tries += 1) {
    const response = await look().catch((error: unknown) => missed(error, (misses += 1)));
    if (response !== null) {
      misses = 0;
      const value = parse(response);
      if (done(value)) return { end: "done", value };
    }
    const pause = pauseBefore(tries, retryAfterMs(response?.headers["retry-after"]));
    if (performance.now() - started + pause > WAIT_MS) return { end: "late" };
    if (!(await slept(pause, sleep))) return { end: "stopped" };
  }
}

/** A link that fails for a moment costs no order: the third miss in a row is thrown. */
function missed(error: unknown, misses: number): null {
  if (error instanceof CaUnreachable && misses < MOST_MISSES) return null;
  throw error;
}

function pauseBefore(tries: number, retryAfter: number | null): number {
  const quick = QUICK_MS[tries];
  if (quick !== undefined) return quick;
  const growing = FIRST_SLOW_MS * 1.5 ** (tries - QUICK_MS.length);
  return Math.min(LONGEST_MS, Math.max(retryAfter ?? 0, growing));
}

async function slept(
  pause: number,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<boolean> {
  const before = performance.now();
  await sleep(pause);
  return performance.now() - before >= pause * 0.8;
}
