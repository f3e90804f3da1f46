import { describe, expect, test } from "vitest";
import { readSavedPlan, writeSavedPlan } from "../../../electron/engine/saved-plan.ts";
import { createLanguage } from "../../../renderer/words/language.ts";
import { wordsOf } from "../../../renderer/words/use-words.ts";

const words = wordsOf(createLanguage("en"));
const facts = {
  format: 1,
  serverName: "a.example",
  at: "2026-11-26T00:00:00Z",
  observations: {},
  host: null,
  web: null,
} as const;
const good = writeSavedPlan(
  { name: "a.example", digest: "d", answers: { port: 443 }, facts },
  0,
  false,
);

/** What is said of a text that is opened as a plan from the file `p.json`. */
function saidOf(text: string): string {
  const read = readSavedPlan(text);
  if (read.ok) return "opened";
  const { data } = read.error;
  return words.problem({ ...read.error, data: { ...data, path: "p.json" } }).meaning;
}

describe("a saved plan", () => {
  test("is read as it was written", () => {
    expect(saidOf(good)).toBe("opened");
  });

  test.each([
    ["", "it is empty."],
    [good.slice(0, good.indexOf('"digest"')), "it is no JSON from line 7, column 3 on."],
    [good.replace('"digest": "d",', '"digest": "d"'), "it is no JSON from line 8, column 3 on."],
    [good.replace("443", '"443"'), "line 9: answers.port is not a number."],
    [good.replace("443", "70000"), "line 9: answers.port is out of range."],
    [good.replace('"port"', '"prt"'), "line 9: answers.prt is nothing that Homeport writes."],
    [
      good.replace('"port": 443', '"web": "them"'),
      "line 9: answers.web is none of: me, other, nobody.",
    ],
    [
      good.replace('"observations": {}', '"observations": []'),
      "line 15: facts.observations is not an object.",
    ],
    [good.replace('"serverName": "a.example",', ""), "line 11: facts.serverName is missing."],
    [
      good.replace('"format": 1', '"format": 2'),
      "it is from another version of Homeport (format 2).",
    ],
    ["[]", "it holds nothing that Homeport writes."],
  ])("is refused with its first fault and the line (%#)", (text, fault) => {
    expect(saidOf(text)).toBe(`p.json is no plan that can be opened: ${fault}`);
  });
});
