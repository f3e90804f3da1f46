import { expect, test } from "vitest";
import {
  COMMANDS,
  isCommand,
  optionsOf,
  type CommandName,
} from "../../../electron/cli/command-table.ts";
import { readArgs } from "../../../electron/cli/args.ts";
import { helpText } from "../../../electron/cli/help-text.ts";
import { MOST_USED, USUAL } from "../../../electron/cli/help-usual.ts";
import { createSpeak } from "../../../electron/cli/speak.ts";

const speak = createSpeak("en");
const helpOf = (command: CommandName, isWhole: boolean): string =>
  helpText({ command, isWhole }, speak, 80);
const commands = Object.keys(COMMANDS).filter(isCommand);

test("help says what a command does first, then the usual options with an example, then the rest", () => {
  const page = helpOf("apply", false);
  const places = [
    "Makes the changes after your approval",
    "Usage: homeport apply NAME",
    "Example: homeport apply example.com --host",
    "Usual options",
    "--dry-run",
    "Further options",
    "--stop-after",
    "--known-hosts",
    "homeport help apply --verbose",
  ].map((text) => page.indexOf(text));
  expect(places[0]).toBe(0);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test.each(commands)(
  "the example of %s can be typed, and its usual options are its own",
  (command) => {
    const { example, options } = USUAL[command];
    const read = readArgs(example.split(" ").slice(1));
    expect(read.ok && read.value.command).toBe(command);
    expect(options.filter((each) => !optionsOf(command).includes(each))).toEqual([]);
  },
);

test.each(commands)("the page of %s fits a screen", (command) => {
  expect(helpOf(command, false).split("\n").length).toBeLessThanOrEqual(32);
});

test("the overview begins with what most people need", () => {
  const page = helpText({ command: null, isWhole: false }, speak, 80);
  const heads = [...page.matchAll(/^ {2}([a-z]+)\b/gm)].map(([, name]) => name);
  const named = [...new Set(heads.filter((each) => commands.some((one) => one === each)))];
  expect(named.slice(0, MOST_USED.length)).toEqual(MOST_USED);
  expect(new Set(named)).toEqual(new Set(commands));
});

test.each(commands)("the whole page of %s explains each option once", (command) => {
  const page = helpOf(command, true);
  const heads = [...page.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name = ""]) => name);
  expect(heads.toSorted()).toEqual([...new Set(optionsOf(command))].toSorted());
});
