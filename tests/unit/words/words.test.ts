import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { paths } from "../../../build/paths.ts";
import { FEDERATION_CODES, OWN_CODES } from "../../../shared/problems/codes.ts";
import { LANGUAGES } from "../../../shared/words/words.ts";

const words = LANGUAGES.en;

/** Groups whose keys are put together at run time, so that no source names them whole. */
const sources = globSync("{electron,shared,renderer,build}/**/*.{ts,tsx}", { cwd: paths.root })
  .map((path) => readFileSync(join(paths.root, path), "utf8"))
  .join("\n");

function texts(value: object, path: string): readonly (readonly [string, string])[] {
  return Object.entries(value).flatMap(([key, each]: [string, unknown]) => {
    const here = path === "" ? key : `${path}.${key}`;
    if (typeof each === "string") return [[here, each] as const];
    return typeof each === "object" && each !== null ? texts(each, here) : [];
  });
}

const all = texts(words, "");

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g)].map(([, name = ""]) => name);
}

describe("the words", () => {
  test("have a text for every problem code and none for another", () => {
    expect(Object.keys(words.problems).toSorted()).toEqual(
      [...FEDERATION_CODES, ...OWN_CODES].toSorted(),
    );
  });

  test("have no empty text", () => {
    const empty = all.filter(([, text]) => text.trim() === "").map(([key]) => key);
    expect(empty).toEqual([]);
  });

  test("name values only as {{name}}, without formats or markup", () => {
    const bad = all.filter(([, text]) => {
      const names = placeholders(text);
      const rest = text.replaceAll(/\{\{\s*[^}]*?\s*\}\}/g, "");
      return names.some((name) => !/^[a-zA-Z]+$/.test(name)) || /[{}]|\$t\(/.test(rest);
    });
    expect(bad).toEqual([]);
  });

  test("speak of a value that is not known in general, wherever a problem names one", () => {
    const named = texts(words.problems, "").flatMap(([, text]) => placeholders(text));
    const missing = [...new Set(named)].filter((name) => !Object.hasOwn(words.missing, name));
    expect(missing).toEqual([]);
  });

  test("avoid the words that blame or shout", () => {
    const blaming = /\b(oops|invalid|simply|just|please try again|error|failed to)\b|!!/i;
    const shown = texts(words.problems, "problems").filter(([, text]) => blaming.test(text));
    expect(shown).toEqual([]);
  });

  test("are all used", () => {
    const groups = Object.entries(words).filter(([group]) => !BY_CODE.has(group));
    const unused = groups.flatMap(([group, inside]) => {
      if (new RegExp(`sayCode\\(\\s*"${group}"`).test(sources)) return [];
      return Object.entries(inside).flatMap(([key, each]) =>
        isNamed(group, key, each) ? [] : [key],
      );
    });
    expect(unused).toEqual([]);
  });
});

/** Groups whose keys come from data: codes of problems and reasons, values that lack, terms. */
const BY_CODE = new Set([
  "problems",
  "silent",
  "nameless",
  "unbegun",
  "earlier",
  "declined",
  "declinedElsewhere",
  "noRuns",
  "openRun",
  "reasons",
  "missing",
  "terms",
  "start",
]);

/** A text is named whole in a source; a group of texts by its own name before the dot, also in a template. */
function isNamed(group: string, key: string, inside: unknown): boolean {
  const base = key.replace(/_(zero|one|other)$/, "");
  if (typeof inside === "string") return sources.includes(`"${group}.${base}"`);
  return sources.includes(`${group}.${key}.`) || sources.includes(`${group}.${key}"`);
}
