import { posix } from "node:path";
import {
  CONFIG_FILES,
  FORBIDDEN_NAMES,
  FORBIDDEN_TEXTS,
  MAX_FILE_LINES,
  MAX_FUNCTION_LINES,
} from "./rules.ts";
import type { Source } from "./read-source.ts";

/** A file or a function of it that is longer than the house allows. */
export function judgeSizes(source: Source): readonly string[] {
  const inTests = source.path.startsWith("tests/");
  const long = source.functions
    .filter((each) => each.lines > MAX_FUNCTION_LINES)
    .filter((each) => !inTests || each.name !== "(anonymous)");
  return [
    ...(source.lines > MAX_FILE_LINES ? [`${source.path} has ${source.lines} lines`] : []),
    ...long.map((each) => `${source.path}:${each.line} ${each.name} has ${each.lines} lines`),
  ];
}

/** Default exports, and file names that are not kebab-case. */
export function judgeNames(source: Source): readonly string[] {
  const name = posix.basename(source.path);
  const isKebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|d))?\.tsx?$/.test(name);
  const defaults = CONFIG_FILES.includes(source.path) ? [] : source.defaultExports;
  return [
    ...(isKebab ? [] : [`${source.path} is not named in kebab-case`]),
    ...defaults.map((line) => `${source.path}:${line} has a default export`),
  ];
}

/** Names and texts that the house forbids. */
export function judgeWords(source: Source): readonly string[] {
  const rules = FORBIDDEN_NAMES.filter(({ folders }) =>
    folders.some((folder) => source.path.startsWith(folder)),
  );
  const names = rules.flatMap(({ globals, names: forbidden, reason }) =>
    source.words
      .filter(({ name, key }) => forbidden.includes(name) || (!key && globals.includes(name)))
      .map((word) => `${source.path}:${word.line} uses ${word.name}: ${reason}`),
  );
  const texts = FORBIDDEN_TEXTS.flatMap(({ text, reason }) => {
    const found = text.exec(source.text)?.[0];
    return found === undefined ? [] : [`${source.path} says "${found}": ${reason}`];
  });
  return [...names, ...texts];
}

/** Exports without a docstring; tests and their helpers explain themselves by their names. */
export function judgeDocstrings(source: Source): readonly string[] {
  if (source.path.startsWith("tests/")) return [];
  return source.undocumented.map(
    (each) => `${source.path}:${each.line} ${each.name}: no docstring`,
  );
}
