import { expect, test } from "vitest";
import { FAQ_IDS } from "../../../shared/faq/questions.ts";
import { isNear } from "../../../electron/cli/nearest.ts";
import { usageProblem } from "../../../electron/cli/outcome.ts";
import { createSpeak } from "../../../electron/cli/speak.ts";
import { documentOf, homeport } from "./start.ts";

const speak = createSpeak("en");
const MINUTE = 60_000;

test.each([
  ["jsno", "json", true],
  ["pl", "plan", true],
  ["bogus", "host", false],
  ["nosuch", "right-now", false],
  ["foo", "look", false],
])("%s is near to %s: %s", (given, candidate, near) => {
  expect(isNear(given, candidate)).toBe(near);
});

test.each([
  [["faq", "a.example", "nosuch"], "right-now, how-to-upgrade"],
  [["schema", "foo"], "There are: "],
  [["plan", "a.example", "--set", "foo=bar"], "The keys are: audience, web"],
])("nothing is suggested that is not near: %j", { timeout: MINUTE }, async (words, listed) => {
  const { exit, stdout } = await homeport(words);
  const text = stdout.replaceAll(/\s+/g, " ");
  expect(exit).toBe(64);
  expect(text).not.toContain("The nearest one");
  expect(text).toContain(listed);
});

test("an option that is near to none is told so, and the nearest is named all the same", () => {
  const data = { given: "--bogus", nearest: "--host" };
  const why = usageProblem({ why: "unknown-option", command: "check", data }, speak).data["why"];
  expect(why).toContain("none that is near to it: the nearest is --host");
});

test("a value that does not fit is answered with an example, and a number with its range", async () => {
  const version = { option: "--from", shown: "VERSION", given: "abc" };
  expect(
    usageProblem({ why: "value-bad", command: "upgrade", data: version }, speak).data["why"],
  ).toContain("Such as: --from 0.34.1.1");
  const { stdout } = await homeport(["plan", "a.example", "--set", "port=99999"]);
  expect(stdout.replaceAll(/\s+/g, " ")).toContain(
    'port cannot be "99999". It is a number from 1 to 65535.',
  );
});

test("upgrade names all that it needs at once, and help shows it in the first line", async () => {
  const ended = await homeport(["upgrade", "--json"]);
  expect(ended.exit).toBe(64);
  const { problems } = documentOf(ended);
  expect(JSON.stringify(problems)).toContain("needs --from VERSION and --config FILE.");
  const { stdout } = await homeport(["help", "upgrade"]);
  expect(stdout).toContain("homeport upgrade --from VERSION --config FILE [--option …]");
  expect(stdout).toContain("Needed options");
});

test("help lists the IDs of the questions of the FAQ", async () => {
  const { stdout } = await homeport(["help", "faq"]);
  for (const id of FAQ_IDS) expect(stdout).toContain(id);
});
