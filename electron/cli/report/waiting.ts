import type { Waiting } from "../../../shared/api/run-documents.ts";
import type { Report } from "../command.ts";

/** Tells whom a run waits for, and the message to send. */
export function writeWaiting(
  waiting: Waiting,
  run: string | null,
  { screen, speak }: Report,
): void {
  screen.say(waiting.what, { indent: 2 });
  if (waiting.message !== "") {
    screen.gap();
    screen.heading(speak.say("waiting.message"));
    screen.gap();
    screen.verbatim(waiting.message, 4);
  }
  screen.gap();
  if (run !== null) {
    screen.say(speak.say("waiting.go-on"));
    screen.verbatim(`homeport resume ${run}`, 2);
  }
}
