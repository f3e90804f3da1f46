import { expect, test } from "vitest";
import en from "../../../shared/words/en.json" with { type: "json" };
import { createScreen, wrap } from "../../../electron/cli/screen.ts";
import { createStartedScreen } from "../../../electron/cli/started-screen.ts";

const COMMAND = /`homeport [^`]+`/;

/** Every text of the words that names a command, with its values filled in. */
function texts(value: unknown): readonly string[] {
  if (typeof value === "string")
    return COMMAND.test(value) ? [value.replaceAll(/\{\{\w+\}\}/g, "VALUE")] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

test.each([40, 60, 80])("no command in running text is broken at %i columns", (width) => {
  const all = texts(en);
  expect(all.length).toBeGreaterThan(20);
  const lines: string[] = [];
  const screen = createStartedScreen(
    createScreen((line) => lines.push(line), width, false),
    { program: "npm run -s homeport --", folder: " --practice" },
  );
  for (const text of all) screen.say(text, { indent: 2 });
  const odd = lines.filter((line) => line.split("`").length % 2 === 0);
  expect(odd).toEqual([]);
});

test("a backtick without a second one breaks nothing, and holds nothing together", () => {
  expect(wrap("a ` b c", 3)).toEqual(["a `", "b c"]);
  expect(wrap("see `a b  c`, d", 5)).toEqual(["see", "`a b c`,", "d"]);
  expect(wrap("", 5)).toEqual([""]);
});
