import { describe, expect, test } from "vitest";
import { OPTIONS } from "../../../electron/cli/options.ts";
import { createVoice } from "../../../electron/web/say.ts";
import { createLanguage } from "../../../renderer/words/language.ts";
import { wordsOf } from "../../../renderer/words/use-words.ts";
import { FEDERATION_CODES, OWN_CODES, type ProblemCode } from "../../../shared/problems/codes.ts";
import { problem } from "../../../shared/problems/problem.ts";
import { english } from "../../../shared/words/words.ts";

/** The wizard's page, and the pages and boxes beside it. */
const page = wordsOf(createLanguage("en"));
const beside = createVoice("en");

/** Our own options alone: those of other programs are named to be typed there. */
const OPTION = new RegExp(`--(?:${Object.keys(OPTIONS).join("|")})(?![\\w-])`);

function namesTerminal(text: string): boolean {
  return /`homeport|command line/.test(text) || OPTION.test(text);
}

/** Problems with what was typed in a terminal: none of them comes up in the wizard. */
const OF_THE_TERMINAL: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "usage",
  "answer-bad",
  "language-unknown",
  "output-file-bad",
]);

describe.each([
  ["on the page", page],
  ["beside it", beside],
])("%s nobody is sent to a terminal", (_where, words) => {
  test("by a problem, whatever is known of it", () => {
    const codes = [...FEDERATION_CODES, ...OWN_CODES].filter((code) => !OF_THE_TERMINAL.has(code));
    const sent = codes.filter((code) => {
      const { title, meaning, next } = words.problem(problem(code));
      return namesTerminal([title, meaning, next].join("\n"));
    });
    expect(sent).toEqual([]);
  });

  test("by a reason that the wizard shows, one or many", () => {
    const shown = Object.keys(english.reasons)
      // These stand in the report of `upgrade` alone.
      .filter((code) => !code.startsWith("upgrade-"))
      .map((code) => code.replace(/_(zero|one|other)$/, ""));
    const sent = [...new Set(shown)].filter((code) =>
      [1, 2].some((count) => namesTerminal(words.reason({ code, data: { count } }))),
    );
    expect(sent).toEqual([]);
  });

  test("while a terminal is told its own words", () => {
    expect(namesTerminal(english.problems["login-refused"].next)).toBe(true);
    expect(namesTerminal(english.reasons["help-host"])).toBe(true);
    expect(namesTerminal("systemctl kill --signal=HUP --kill-whom=main")).toBe(false);
  });

  test("and what the page says instead belongs to a code that is there", () => {
    const { next, meaning, reason } = english.wizard;
    const problems = [...Object.keys(next), ...Object.keys(meaning)];
    expect(problems.filter((code) => !Object.hasOwn(english.problems, code))).toEqual([]);
    expect(Object.keys(reason).filter((code) => !Object.hasOwn(english.reasons, code))).toEqual([]);
  });
});
