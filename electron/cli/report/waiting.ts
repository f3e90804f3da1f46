import type { Waiting } from "../../../shared/api/run-documents.ts";
import type { Screen } from "../screen.ts";
import type { Report } from "../command.ts";

/** Tells whom a run waits for, and the message to send. */
export function writeWaiting(waiting: Waiting, { screen, speak }: Report): void {
  screen.say(waiting.what, { indent: 2 });
  if (waiting.message !== "") {
    screen.gap();
    screen.heading(speak.say("waiting.message"));
    screen.gap();
    writeMessage(waiting.message, screen);
  }
  screen.gap();
  if (waiting.resume === undefined) return;
  screen.say(speak.say("waiting.go-on"));
  screen.command(waiting.resume, 2);
}

/** Writes a message to send. Lines that are moved in are to be copied as they are; the others are prose. */
export function writeMessage(message: string, screen: Screen, indent = 4): void {
  for (const line of message.split("\n")) {
    if (line.startsWith("  ")) screen.verbatim(line, indent);
    else if (line === "") screen.gap();
    else screen.say(line, { indent });
  }
}
