import { isCommand } from "./command-table.ts";
import type { Screen } from "./screen.ts";

/**
 * A screen on which commands stand as the person can type them: `homeport CMD` of the words becomes
 * the way in which Homeport was started (`npm run -s homeport -- CMD`, the launcher's path).
 */
export function createStartedScreen(screen: Screen, program: string): Screen {
  const typed = (text: string): string => asTyped(text, program);
  return {
    ...screen,
    say: (text, options) => screen.say(typed(text), options),
    heading: (text) => screen.heading(typed(text)),
    verbatim: (text, indent) => screen.verbatim(typed(text), indent),
    table: (rows, indent) =>
      screen.table(
        rows.map((row) => row.map(typed)),
        indent,
      ),
  };
}

/** A text whose commands begin with `program`; anything but a command of ours stays as it is. */
export function asTyped(text: string, program: string): string {
  return text.replace(/(?<![\w./-])homeport ([A-Za-z]+)/g, (found, word: string) =>
    word === "COMMAND" || isCommand(word) ? `${program} ${word}` : found,
  );
}
