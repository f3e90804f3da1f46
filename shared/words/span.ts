import type { WordKey } from "./words.ts";

/** Says a text of the words by its key. */
export type SayKey = (
  key: WordKey,
  values?: { readonly [key: string]: string | number | boolean | null | undefined },
) => string;

/** A length of time in the largest unit that suits it, such as "2 hours". */
export function spanOf(seconds: number, { say }: { readonly say: SayKey }): string {
  if (seconds < 90) return say("spans.seconds", { count: Math.round(seconds) });
  if (seconds < 5400) return say("spans.minutes", { count: Math.round(seconds / 60) });
  if (seconds < 129_600) return say("spans.hours", { count: Math.round(seconds / 3600) });
  return say("spans.days", { count: Math.round(seconds / 86_400) });
}

/** A moment as people read it: day and minute, UTC. */
export function momentOf(iso: string): string {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(iso);
  return parts === null ? iso : `${parts[1] ?? ""} ${parts[2] ?? ""} UTC`;
}

/** The day of a moment, UTC. */
export function dayOf(iso: string): string {
  return iso.slice(0, 10);
}
