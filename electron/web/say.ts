import { createInstance } from "i18next";
import type { Reason } from "../../shared/plan/plan.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { problemValues } from "../../shared/words/problem-values.ts";
import { reasonValues } from "../../shared/words/reason-values.ts";
import { LANGUAGES, type ProblemText, type WordKey } from "../../shared/words/words.ts";

type Values = { readonly [key: string]: string | number | boolean | null | undefined };

/** Gives a text by its key. */
export type Say = (key: WordKey, values?: Values) => string;

/** Gives texts by their keys, the sentence of a reason, and what is said of a problem. */
export interface Voice {
  /** The language that is spoken, as the `lang` of a page. */
  readonly language: string;
  readonly dir: "ltr" | "rtl";
  readonly say: Say;
  readonly reason: (reason: Reason) => string;
  readonly problem: (problem: Problem) => ProblemText;
}

/** The voice of pages and dialogs outside the wizard's page; a language that is not there is spoken in English. */
export function createVoice(language: string): Voice {
  const i18n = createInstance();
  const tag = language.split("-")[0] ?? "en";
  void i18n.init({
    lng: Object.hasOwn(LANGUAGES, tag) ? tag : "en",
    fallbackLng: "en",
    initAsync: false,
    resources: Object.fromEntries(
      Object.entries(LANGUAGES).map(([each, words]) => [each, { translation: words }]),
    ),
    interpolation: { escapeValue: false },
    missingInterpolationHandler: (_text: string, match: readonly string[]) =>
      i18n.t(`missing.${match[1]?.trim() ?? ""}`),
  });
  const translate = (key: string, values: Values): string => {
    const { count } = values;
    const counted = typeof count === "number" ? { count } : {};
    return i18n.t(key, { replace: values, ...counted, nsSeparator: false });
  };
  const find = (group: string, code: string, values: Values = {}): string | null => {
    const key = `${group}.${code}`;
    const isThere = [key, `${key}_other`].some((each) => i18n.exists(each, { nsSeparator: false }));
    return isThere ? translate(key, values) : null;
  };
  const sayCode = (group: string, code: string, values: Values = {}): string =>
    find(group, code, values) ?? code;
  const say: Say = (key, values = {}) => translate(key, values);
  return {
    language: i18n.language,
    dir: i18n.dir(),
    say,
    reason: ({ code, data }) => {
      const values = { ...data, ...reasonValues(data, { say, sayCode }) };
      return find("wizard.reason", code, values) ?? sayCode("reasons", code, values);
    },
    problem: (found) => {
      const values = problemValues(found, { say, sayCode });
      // Whoever reads a page or a box has typed no command: what names one is said as on the wizard's page.
      const part = (name: keyof ProblemText): string =>
        find(`wizard.${name}`, found.code, values) ??
        sayCode("problems", `${found.code}.${name}`, values);
      return { title: part("title"), meaning: part("meaning"), next: part("next") };
    },
  };
}
