/** How long a CA may take to judge a challenge or to sign (ms). */
const WAIT_MS = 90_000;
/** The longest time between two looks, whatever `Retry-After` says (ms). */
const LONGEST_MS = 10_000;
/** Looks before `Retry-After` is minded: most CAs are ready within a second (ms). */
const QUICK_MS = [60, 150, 400];
const FIRST_SLOW_MS = 1000;

/** What one look found: done with a value, or to be looked at again, with the CA's `Retry-After` in ms where it gave one. */
export type Look<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly retryAfter: number | null };

/** How polling ended. */
export type Polled<T> =
  | { readonly end: "done"; readonly value: T }
  | { readonly end: "late" }
  | { readonly end: "stopped" };

/**
 * Looks again and again until it is done or 90 s have passed. The first three looks come within a
 * second; from then on `Retry-After` is honoured, up to 10 s. A sleep that ends early means that
 * the person asked to stop, and so does the polling.
 */
export async function poll<T>(
  look: () => Promise<Look<T>>,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<Polled<T>> {
  const started = performance.now();
  for (let tries = 0; ; tries += 1) {
    const seen = await look();
    if (seen.done) return { end: "done", value: seen.value };
    const pause = pauseBefore(tries, seen.retryAfter);
    if (performance.now() - started + pause > WAIT_MS) return { end: "late" };
    if (!(await slept(pause, sleep))) return { end: "stopped" };
  }
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
