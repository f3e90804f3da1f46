import { expect, test } from "vitest";
import { COMMANDS, isCommand, optionsOf } from "../../../electron/cli/command-table.ts";
import { readArgs } from "../../../electron/cli/args.ts";
import { helpOf } from "../../../electron/cli/help-text.ts";
import { USUAL } from "../../../electron/cli/help-usual.ts";
import { createSpeak } from "../../../electron/cli/speak.ts";

const speak = createSpeak("en");
const commands = Object.keys(COMMANDS).filter(isCommand);

test("help says what a command does first, then the usual options with an example, then the rest", () => {
  const page = helpOf("apply", speak, 80);
  const places = [
    "Makes the changes after your approval",
    "Usage: homeport apply NAME",
    "Example: homeport apply example.com --host",
    "Usual options",
    "--dry-run",
    "More options",
    "--stop-after",
    "--known-hosts",
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

test.each(commands)("the page of %s names each option once", (command) => {
  const page = helpOf(command, speak, 80);
  const heads = [...page.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name = ""]) => name);
  expect(heads.toSorted()).toEqual([...new Set(optionsOf(command))].toSorted());
});
