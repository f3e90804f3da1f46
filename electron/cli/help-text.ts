import { FAQ_IDS } from "../../shared/faq/questions.ts";
import { COMMANDS, commandSpec, isCommand, optionsOf, type CommandName } from "./command-table.ts";
import { GROUPS, optionSpec, type GroupName, type OptionName } from "./options.ts";
import { MOST_USED, USUAL } from "./help-usual.ts";
import { createScreen, type Screen } from "./screen.ts";
import type { Speak } from "./speak.ts";

/** What a help page is about; null: Homeport as a whole. `isWhole`: every option with what it does. */
export interface HelpPage {
  readonly command: CommandName | null;
  readonly isWhole: boolean;
}

/** Writes a page of help. */
export function writeHelp({ command, isWhole }: HelpPage, screen: Screen, speak: Speak): void {
  if (command === null) writeOverview(screen, speak);
  else {
    writeUsual(command, screen, speak);
    if (isWhole) writeEveryOption(command, screen, speak);
    else nameFurther(command, screen, speak);
  }
}

/** A page of help as text, for a terminal of `columns`. */
export function helpText(page: HelpPage, speak: Speak, columns: number): string {
  const lines: string[] = [];
  writeHelp(
    page,
    createScreen((line) => lines.push(line), columns, false),
    speak,
  );
  return lines.join("\n");
}

/** Every command, those that most people need first. */
function writeOverview(screen: Screen, speak: Speak): void {
  const others = Object.keys(COMMANDS)
    .filter(isCommand)
    .filter((each) => !MOST_USED.includes(each));
  const row = (each: CommandName): readonly string[] => [
    usageOf(each).padEnd(USAGE_WIDTH),
    speak.sayCode("commands", `${each}.summary`),
  ];
  screen.say(speak.say("help.intro"));
  screen.gap();
  screen.verbatim(`${speak.say("help.usage")}: homeport COMMAND [NAME] [--option …]`);
  screen.gap();
  screen.heading(speak.say("help.commands"));
  screen.table(MOST_USED.map(row), 2);
  screen.gap();
  screen.heading(speak.say("help.more-commands"));
  screen.table(others.map(row), 2);
  screen.gap();
  screen.say(speak.say("help.start"));
  screen.command("homeport practice", 2);
  screen.say(speak.say("help.more"));
  screen.command("homeport help COMMAND", 2);
}

/** So that both lists of commands stand in the same columns. */
const USAGE_WIDTH = "schema [DOCUMENT]".length;

/** What a command does, how it is typed, and the options that most people need. */
function writeUsual(command: CommandName, screen: Screen, speak: Speak): void {
  const { example, options, needed = [] } = USUAL[command];
  const about = speak.sayCode("commands", `${command}.about`);
  screen.say(about || `${speak.sayCode("commands", `${command}.summary`)}.`);
  screen.gap();
  screen.verbatim(
    `${speak.say("help.usage")}: homeport ${[usageOf(command), ...needed.map(headOf)].join(" ")} [--option …]`,
  );
  screen.verbatim(`${speak.say("help.example")}: ${example}`);
  if (command === "faq") {
    screen.gap();
    screen.heading(speak.say("help.questions"));
    screen.say(FAQ_IDS.join(", "), { indent: 2 });
  }
  section(screen, speak, speak.say("help.needed"), needed);
  section(screen, speak, speak.say("help.usual"), options);
}

/** Every option that a page shows before all others. */
function shownFirst(command: CommandName): readonly OptionName[] {
  const { options, needed = [] } = USUAL[command];
  return [...needed, ...options];
}

function headOf(option: OptionName): string {
  const { shown, many } = optionSpec(option);
  return `--${option}${shown === "" ? "" : ` ${shown}`}${many ? " …" : ""}`;
}

/** The other options by name alone. */
function nameFurther(command: CommandName, screen: Screen, speak: Speak): void {
  const others = [...new Set(optionsOf(command))].filter(
    (name) => !shownFirst(command).includes(name),
  );
  screen.gap();
  screen.heading(speak.say("help.more-options"));
  screen.say(others.map((name) => `--${name}`).join(" "), { indent: 2 });
  screen.gap();
  screen.say(speak.say("help.what-they-do"));
  screen.command(`homeport help ${command} --verbose`, 2);
}

function writeEveryOption(command: CommandName, screen: Screen, speak: Speak): void {
  const { own, groups } = commandSpec(command);
  const others = (names: readonly OptionName[]): readonly OptionName[] =>
    names.filter((name) => !shownFirst(command).includes(name));
  screen.gap();
  screen.heading(speak.say("help.more-options"));
  section(screen, speak, speak.say("groups.own"), others(own));
  for (const group of groups)
    section(screen, speak, groupName(speak, group), others(GROUPS[group]));
  section(screen, speak, groupName(speak, "all"), others(GROUPS.all));
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
    const head = headOf(option);
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
