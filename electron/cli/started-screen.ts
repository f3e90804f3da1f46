import { commandSpec, isCommand, optionsOf, type CommandName } from "./command-table.ts";
import type { Screen } from "./screen.ts";

/** How Homeport was started, and the options without which another command would not find what this one did. */
export interface Started {
  readonly program: string;
  readonly folder?: string;
  /** The server name that this command was about; a command that needs one and names none is given it. */
  readonly name?: string | null;
  /** Nobody reads along: a command stays on one line, for whoever takes it from there. */
  readonly isPiped?: boolean;
}

/**
 * A screen on which commands stand as the person can type them: `homeport CMD` of the words becomes
 * the way in which Homeport was started (`npm run -s homeport -- CMD`, the launcher's path).
 */
export function createStartedScreen(
  screen: Screen,
  { program, folder = "", name = null, isPiped = false }: Started,
): Screen {
  const whole = (text: string): string => withFolder(withName(text, name), folder);
  const typed = (text: string): string => asTyped(whole(text), program);
  const command: Screen["command"] = (text, indent) =>
    isPiped ? screen.verbatim(typed(text), indent) : screen.command(typed(text), indent);
  return {
    ...screen,
    say: (text, options = {}) => {
      if (options.apart !== true) return screen.say(typed(text), options);
      const { prose, commands } = setApart(whole(text));
      screen.say(asTyped(prose, program), options);
      for (const each of commands) command(each, (options.indent ?? 0) + 2);
    },
    heading: (text) => screen.heading(typed(text)),
    command,
    verbatim: (text, indent) => screen.verbatim(typed(text), indent),
    table: (rows, indent) =>
      screen.table(
        rows.map((row) => row.map(typed)),
        indent,
      ),
  };
}

/** A text whose commands between backticks name the server, where they need a name and have none. */
export function withName(text: string, name: string | null): string {
  if (name === null) return text;
  return text.replace(/`homeport ([a-z]+)(?: NAME)?(`| --)/g, (found, word: string, end: string) =>
    isCommand(word) && commandSpec(word).argument?.shown === "NAME" && takesName(word, found)
      ? `\`homeport ${word} ${name}${end}`
      : found,
  );
}

function takesName(word: CommandName, found: string): boolean {
  return commandSpec(word).argument?.needed === true || found.includes(" NAME");
}

/** A text that names its commands in short (`plan`), and those commands whole. */
export function setApart(text: string): {
  readonly prose: string;
  readonly commands: readonly string[];
} {
  const commands: string[] = [];
  const prose = text.replace(
    /`(homeport ([a-z]+)[^`]*)`/g,
    (found, whole: string, word: string) => {
      if (!isCommand(word)) return found;
      commands.push(whole);
      return `\`${word}\``;
    },
  );
  return { prose, commands: [...new Set(commands)] };
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
