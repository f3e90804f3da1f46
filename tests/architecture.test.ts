import { globSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { describe, expect, test } from "vitest";
import { paths } from "../build/paths.ts";
import { judgeDocstrings, judgeNames, judgeSizes, judgeWords } from "./architecture/judge-form.ts";
import { judgeImports, judgeOutsidePackages } from "./architecture/judge-imports.ts";
import { readSource } from "./architecture/read-source.ts";

const FOLDERS = ["shared", "electron", "renderer", "build", "tests"];

// The rules themselves spell out what they forbid.
const OWN_RULES = /^tests\/architecture[./]/;

const sources = FOLDERS.flatMap((folder) =>
  globSync(`${folder}/**/*.{ts,tsx}`, { cwd: paths.root }),
)
  .map((path) => path.split(sep).join("/"))
  .map((path) => readSource(path, readFileSync(join(paths.root, path), "utf8")));

describe("the sources", () => {
  test("are all read, so that the rules below judge something", () => {
    const read = (start: string) => sources.filter(({ path }) => path.startsWith(start)).length;
    expect({ shared: read("shared/") > 3, electron: read("electron/") > 0 }).toEqual({
      shared: true,
      electron: true,
    });
  });

  test("import only what their folder may import", () => {
    expect(sources.flatMap(judgeImports)).toEqual([]);
  });

  test("reach each outside package through its one adapter", () => {
    expect(judgeOutsidePackages(sources)).toEqual([]);
  });

  test("have no file above 300 lines and no function above 60", () => {
    expect(sources.flatMap(judgeSizes)).toEqual([]);
  });

  test("have kebab-case names and no default exports", () => {
    expect(sources.flatMap(judgeNames)).toEqual([]);
  });

  test("use no forbidden names or texts", () => {
    const judged = sources.filter(({ path }) => !OWN_RULES.test(path));
    expect(judged.flatMap(judgeWords)).toEqual([]);
  });

  test("have a docstring on every export", () => {
    expect(sources.flatMap(judgeDocstrings)).toEqual([]);
  });
});
