import { isCommand, optionsOf } from "./command-table.ts";
import type { Screen } from "./screen.ts";

/** How Homeport was started, and the options without which another command would not find what this one did. */
export interface Started {
  readonly program: string;
  readonly folder?: string;
  /** Nobody reads along: a command stays on one line, for whoever takes it from there. */
  readonly isPiped?: boolean;
}

/**
 * A screen on which commands stand as the person can type them: `homeport CMD` of the words becomes
 * the way in which Homeport was started (`npm run -s homeport -- CMD`, the launcher's path).
 */
export function createStartedScreen(
  screen: Screen,
  { program, folder = "", isPiped = false }: Started,
): Screen {
  const typed = (text: string): string => asTyped(withFolder(text, folder), program);
  return {
    ...screen,
    say: (text, options) => screen.say(typed(text), options),
    heading: (text) => screen.heading(typed(text)),
    command: (text, indent) =>
      isPiped ? screen.verbatim(typed(text), indent) : screen.command(typed(text), indent),
    verbatim: (text, indent) => screen.verbatim(typed(text), indent),
    table: (rows, indent) =>
      screen.table(
        rows.map((row) => row.map(typed)),
        indent,
      ),
  };
}

/** A text in which each command between backticks, as the words name it, has the options that lead to the same folder. */
export function withFolder(text: string, folder: string): string {
  return text.replace(/`homeport ([a-z]+)([^`]*)`/g, (found, name: string, rest: string) => {
    if (!isCommand(name) || rest.includes(" --")) return found;
    const takes = optionsOf(name);
    const fits = takes.includes("practice") || !folder.includes("--practice");
    return fits ? `\`homeport ${name}${rest}${folder}\`` : found;
  });
}

/** A text whose commands begin with `program`; anything but a command of ours stays as it is. */
export function asTyped(text: string, program: string): string {
  return text.replace(/(?<![\w./-])homeport ([A-Za-z]+)/g, (found, word: string) =>
    word === "COMMAND" || isCommand(word) ? `${program} ${word}` : found,
  );
}
