import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { paths } from "../../../build/paths.ts";
import { FAQ_IDS } from "../../../shared/faq/questions.ts";
import { REFERENCES, referencesOf } from "../../../shared/faq/references.ts";
import { english } from "../../../shared/words/words.ts";

/** Texts that are no reasons of a plan: checks, ways back, consents, questions, what an approval and preflight show, and answers of other parts. */
const OTHERS =
  /^(?:faq|upgrade|timeline|check|undo|irreversible|consent|ask|moot|notice|way-back|seen)-/;

const reasons = Object.keys(english.reasons)
  .filter((code) => !OTHERS.test(code))
  .map((code) => code.replace(/_(?:one|other)$/, ""));

test("every reason, help and cost of a plan names what it rests on", () => {
  expect(reasons.length).toBeGreaterThan(80);
  expect(reasons.filter((code) => referencesOf(code).length === 0)).toEqual([]);
});

test("every reason that the planner writes has words, and so a reference", () => {
  const source = globSync("shared/plan/*.ts", { cwd: paths.root })
    .map((path) => readFileSync(join(paths.root, path), "utf8"))
    .join("\n");
  const written = [...source.matchAll(/\breason\("([a-z0-9-]+)"/g)].map(([, code = ""]) => code);
  const named = written.filter((code) => !OTHERS.test(code));
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((code) => referencesOf(code).length === 0)).toEqual([]);
});

test("every reference is a question of the FAQ or a document that has a name", () => {
  const known = new Set([
    ...FAQ_IDS.map((id) => `faq:${id}`),
    ...Object.keys(english.sources).map((id) => `source:${id}`),
  ]);
  const all = Object.values(REFERENCES).flat();
  expect(all.filter((each) => !known.has(each))).toEqual([]);
});

test("no beginning in the table is there for nothing", () => {
  const used = (beginning: string): boolean =>
    reasons.some((code) => code === beginning || code.startsWith(`${beginning}-`));
  expect(Object.keys(REFERENCES).filter((beginning) => !used(beginning))).toEqual([]);
});

test("the longest beginning counts, and a code of nobody has no reference", () => {
  expect(referencesOf("help-certificate-caa")).toEqual(["source:caa"]);
  expect(referencesOf("help-certificate-anything")).toEqual(["faq:own-certificates"]);
  expect(referencesOf("helper")).toEqual([]);
});
