import { problem, type Problem } from "../../shared/problems/problem.ts";
import { LANGUAGES } from "../../shared/words/words.ts";

/** What is told where a language was asked for that nothing is written in; the texts are English then. */
export function languageNotes(given: string | null): readonly Problem[] {
  const tag = given?.split("-")[0];
  if (given === null || tag === undefined || Object.hasOwn(LANGUAGES, tag)) return [];
  const choices = Object.keys(LANGUAGES).join(", ");
  return [problem("language-unknown", { given, choices }, { severity: "info" })];
}
