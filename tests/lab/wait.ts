import { setTimeout as sleep } from "node:timers/promises";

/** Asks `probe` every `every` ms until it gives something; throws after `within` ms, naming `what`. */
export async function waitFor<T>(
  what: string,
  probe: () => Promise<T | undefined>,
  limits: { readonly within: number; readonly every?: number },
): Promise<T> {
  const end = performance.now() + limits.within;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`${what}: not seen within ${limits.within} ms`);
    await sleep(limits.every ?? 100);
  }
}
