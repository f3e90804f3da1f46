/** The longest text that `plan.open` takes, in bytes. */
export const MOST_OF_PLAN = 8_000_000;
/** The longest key that `host.connect` takes, in bytes. */
export const MOST_OF_KEY = 65_536;

/** Whether a file is longer than what the engine reads; it is looked at before the file is read. */
export function isTooLarge({ size }: { readonly size: number }, most: number): boolean {
  return size > most;
}
