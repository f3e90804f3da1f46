import { COMMANDS, commandSpec, isCommand, type CommandName } from "./command-table.ts";
import { GROUPS, optionSpec, type GroupName, type OptionName } from "./options.ts";
import { USUAL } from "./help-usual.ts";
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

/** The page of one command: what it does, the usual way with one example, then every other option. */
export function helpOf(command: CommandName, speak: Speak, columns: number): string {
  const { own, groups } = commandSpec(command);
  const { example, options } = USUAL[command];
  const others = (names: readonly OptionName[]): readonly OptionName[] =>
    names.filter((name) => !options.includes(name));
  const about = speak.sayCode("commands", `${command}.about`);
  return written(columns, (screen) => {
    screen.say(about || `${speak.sayCode("commands", `${command}.summary`)}.`);
    screen.gap();
    screen.verbatim(`${speak.say("help.usage")}: homeport ${usageOf(command)} [--option …]`);
    screen.verbatim(`${speak.say("help.example")}: ${example}`);
    section(screen, speak, speak.say("help.usual"), options);
    screen.gap();
    screen.heading(speak.say("help.more-options"));
    section(screen, speak, speak.say("groups.own"), others(own));
    for (const group of groups)
      section(screen, speak, groupName(speak, group), others(GROUPS[group]));
    section(screen, speak, groupName(speak, "all"), others(GROUPS.all));
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
