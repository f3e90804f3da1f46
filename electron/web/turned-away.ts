import { plainPage } from "./approval-page.ts";
import type { Asked, Turned } from "./guard.ts";
import { answerJson, type WebAnswer } from "./web-answer.ts";
import { answerPage } from "./page-answer.ts";
import type { Voice } from "./say.ts";

/**
 * Answers a request that the guard turned away. A person who opened an address that way reads what to do
 * instead (the address by hand, the same port through a tunnel); a program gets the reason as JSON.
 */
export function answerTurned(
  turned: NonNullable<Turned>,
  { method, mode }: Pick<Asked, "method" | "mode">,
  voice: Voice,
  port: number,
): WebAnswer {
  if (method !== "GET" || mode !== "navigate") return answerJson(403, { turnedAway: turned });
  const { say } = voice;
  const why = say(turned === "host" ? "turned-away.host" : "turned-away.site", { port });
  return answerPage(403, voice, (parts) => plainPage(say("turned-away.title"), why, parts));
}
