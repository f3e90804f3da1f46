import { COMMANDS, commandSpec, isCommand, type CommandName } from "./command-table.ts";
import { GROUPS, optionSpec, type GroupName, type OptionName } from "./options.ts";
import { createScreen, type Screen } from "./screen.ts";
import type { Speak } from "./speak.ts";

/** The page that lists every command, for a terminal of `columns`. */
export function overview(speak: Speak, columns: number): string {
  return written(columns, (screen) => {
    screen.say(speak.say("help.intro"));
    screen.gap();
    screen.verbatim(`${speak.say("help.usage")}: homeport COMMAND [NAME] [--option …]`);
    screen.gap();
    const rows = Object.keys(COMMANDS)
      .filter(isCommand)
      .map((each) => [usageOf(each), speak.sayCode("commands", `${each}.summary`)]);
    screen.heading(speak.say("help.commands"));
    screen.table(rows, 2);
    screen.gap();
    screen.say(speak.say("help.more"));
    screen.say(speak.say("help.start"));
  });
}

/** The page of one command. */
export function helpOf(command: CommandName, speak: Speak, columns: number): string {
  const { own, groups } = commandSpec(command);
  return written(columns, (screen) => {
    screen.verbatim(`${speak.say("help.usage")}: homeport ${usageOf(command)} [--option …]`);
    screen.gap();
    screen.say(speak.sayCode("commands", `${command}.about`));
    section(screen, speak, speak.say("groups.own"), own);
    for (const group of groups) section(screen, speak, groupName(speak, group), GROUPS[group]);
    section(screen, speak, groupName(speak, "all"), GROUPS.all);
  });
}

function groupName(speak: Speak, group: GroupName): string {
  return speak.sayCode("groups", group);
}

function section(
  screen: Screen,
  speak: Speak,
  title: string,
  options: readonly OptionName[],
): void {
  if (options.length === 0) return;
  screen.gap();
  screen.heading(title);
  for (const option of options) {
    const { shown, many } = optionSpec(option);
    const head = `--${option}${shown === "" ? "" : ` ${shown}`}${many ? " …" : ""}`;
    const text = speak.sayCode("options", option);
    if (head.length > 28) {
      screen.verbatim(head, 2);
      screen.say(text, { indent: 32 });
    } else screen.say(text, { indent: 2, first: head.padEnd(30) });
  }
}

function usageOf(command: CommandName): string {
  const { argument, second } = commandSpec(command);
  if (argument === null) return command;
  const first = argument.needed ? argument.shown : `[${argument.shown}]`;
  return `${command} ${first}${second === undefined ? "" : ` [${second}]`}`;
}

function written(columns: number, write: (screen: Screen) => void): string {
  const lines: string[] = [];
  write(createScreen((line) => lines.push(line), columns, false));
  return lines.join("\n");
}
