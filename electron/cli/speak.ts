import { createInstance } from "i18next";
import { referencesOf, type Reference } from "../../shared/faq/references.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import type { Reason } from "../../shared/plan/plan.ts";
import { problemValues } from "./problem-values.ts";
import { reasonValues } from "../../shared/words/reason-values.ts";
import { LANGUAGES, type WordKey } from "../../shared/words/words.ts";

/** Values that a text may name. */
export type WordValues = { readonly [key: string]: string | number | boolean | null | undefined };

/** Turns codes into sentences of one language. */
export interface Speak {
  /** A text by its key. */
  readonly say: (key: WordKey, values?: WordValues) => string;
  /** A text by a key that is known only at run time; the last part of the key where there is no such text. */
  readonly sayCode: (group: string, code: string, values?: WordValues) => string;
  /** The sentence of a reason. */
  readonly reason: (reason: Reason) => string;
  /** What a reason of a plan rests on, by its code: questions of the FAQ and sections of documents; null: nothing. */
  readonly reference: (code: string) => string | null;
  /** A problem with its title, meaning and next step, as it stands in every document. */
  readonly problem: (problem: Problem) => SpokenProblem;
}

/** A problem as documents show it. */
export interface SpokenProblem extends Problem {
  readonly title: string;
  readonly meaning: string;
  readonly next: string;
}

/** Makes the voice of a language; one that is not there is spoken in English. */
export function createSpeak(language: string): Speak {
  const tag = language.split("-")[0] ?? "en";
  const i18n = createInstance();
  void i18n.init({
    lng: Object.hasOwn(LANGUAGES, tag) ? tag : "en",
    fallbackLng: "en",
    initAsync: false,
    resources: Object.fromEntries(
      Object.entries(LANGUAGES).map(([each, words]) => [each, { translation: words }]),
    ),
    interpolation: { escapeValue: false },
    // A value that is not known is spoken of in general ("the server"), never as an empty gap.
    missingInterpolationHandler: (_text: string, match: readonly string[]) =>
      i18n.t(`missing.${match[1]?.trim() ?? ""}`),
  });
  // Keys are put together at run time here; `say` alone is checked against the words by type.
  const translate = (key: string, values: WordValues): string =>
    i18n.t(key, { replace: values, ...countOf(values), nsSeparator: false });
  const sayCode: Speak["sayCode"] = (group, code, values = {}) => {
    const key = `${group}.${code}`;
    return i18n.exists(key, { nsSeparator: false }) || plural(i18n.exists, key, values)
      ? translate(key, values)
      : code;
  };
  const speak: Speak = {
    say: (key, values = {}) => translate(key, values),
    sayCode,
    reference: (code) => {
      const found = referencesOf(code).map((each) => sourceName(each, sayCode));
      return found.length === 0 ? null : found.join("; ");
    },
    reason: ({ code, data }) => sayCode("reasons", code, known(data, speak)),
    problem: (problem) => {
      const values = problemValues(problem, speak);
      const group = groupOf(problem);
      const part = (name: string): string => {
        const own = sayCode(group, `${problem.code}.${name}`, values);
        const isThere = own !== `${problem.code}.${name}`;
        return isThere ? own : sayCode("problems", `${problem.code}.${name}`, values);
      };
      return { ...problem, title: part("title"), meaning: part("meaning"), next: part("next") };
    },
  };
  return speak;
}

/** Findings that mean something else, with another next step, where nobody answered or somebody said no. */
function groupOf({ code, data }: Problem): string {
  if (code === "host-unreachable" && data["why"] === "no-address") return "nameless";
  if (data["rcode"] === "TIMEOUT") return "silent";
  if (data["begun"] === false) return "unbegun";
  if (data["runs"] === 0) return "noRuns";
  if (code === "plan-changed" && typeof data["run"] === "string") return "openRun";
  if (data["earlier"] === true) return "earlier";
  if (data["declined"] !== true) return "problems";
  return data["command"] === "apply" ? "declined" : "declinedElsewhere";
}

/** A value that nobody knows is spoken of in general; steps by their names, a time in its own unit. */
function known(data: Reason["data"], speak: Pick<Speak, "say" | "sayCode">): WordValues {
  const values = Object.entries(data).filter(([, value]) => value !== "?");
  return { ...Object.fromEntries(values), ...reasonValues(data, speak) };
}

function sourceName(reference: Reference, sayCode: Speak["sayCode"]): string {
  const [kind = "", id = ""] = reference.split(":");
  return kind === "faq"
    ? sayCode("sources", "faq", { question: sayCode("faq", id) })
    : sayCode("sources", id);
}

/** The one value that chooses a form; the others must not meet the options of `t`. */
function countOf({ count }: WordValues): { readonly count?: number } {
  return typeof count === "number" ? { count } : {};
}

function plural(exists: (key: string) => boolean, key: string, values: WordValues): boolean {
  return typeof values["count"] === "number" && exists(`${key}_other`);
}
