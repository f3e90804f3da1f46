import type { i18n } from "i18next";
import { useContext } from "react";
import { I18nContext } from "react-i18next";
import type { Reason } from "../../shared/plan/plan.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { problemValues } from "../../shared/words/problem-values.ts";
import { reasonValues } from "../../shared/words/reason-values.ts";
import { spanOf } from "../../shared/words/span.ts";
import type { WordKey } from "../../shared/words/words.ts";

/** Values that a text may name. */
export type WordValues = { readonly [key: string]: string | number | boolean | null | undefined };

/** A problem as people read it. */
export interface SpokenProblem {
  readonly title: string;
  readonly meaning: string;
  /** The one next step, as it is done on this page. */
  readonly next: string;
}

/** Turns codes into sentences. */
export interface Words {
  readonly say: (key: WordKey, values?: WordValues) => string;
  /** A text by a key that is known only at run time; null where there is none. */
  readonly find: (group: string, code: string, values?: WordValues) => string | null;
  /** As `find`; the code itself where there is no text. */
  readonly sayCode: (group: string, code: string, values?: WordValues) => string;
  /** A reason; what names the command line is said as it is done on this page. */
  readonly reason: (reason: Reason) => string;
  readonly problem: (problem: Problem) => SpokenProblem;
  /** A length of time in seconds. */
  readonly span: (seconds: number) => string;
  /** A moment (ISO time) as hour and minute here, with the day where it is not today. */
  readonly clock: (iso: string, now: number) => string;
  /** A moment as hour, minute and second. */
  readonly second: (iso: string) => string;
  /** The day of a moment. */
  readonly day: (iso: string) => string;
  readonly list: (items: readonly string[]) => string;
  readonly rtl: boolean;
}

/** Made once for a language: every part of the page asks. */
const made = new WeakMap<i18n, Words>();

/** The words of the page's language. */
export function useWords(): Words {
  const instance = useContext(I18nContext)?.i18n;
  if (instance === undefined) throw new Error("there are no words outside the page");
  const known = made.get(instance);
  if (known !== undefined) return known;
  const words = wordsOf(instance);
  made.set(instance, words);
  return words;
}

/** The words of a language that was made (`createLanguage`). */
export function wordsOf(instance: i18n): Words {
  const translate = (key: string, values: WordValues): string =>
    instance.t(key, { replace: values, ...countOf(values), nsSeparator: false });
  const exists = (key: string, values: WordValues): boolean =>
    instance.exists(key, { nsSeparator: false }) ||
    (typeof values["count"] === "number" && instance.exists(`${key}_other`));
  const find: Words["find"] = (group, code, values = {}) => {
    const key = `${group}.${code.replaceAll(".", "-")}`;
    return exists(key, values) ? translate(key, values) : null;
  };
  const sayCode: Words["sayCode"] = (group, code, values) => find(group, code, values) ?? code;
  const say: Words["say"] = (key, values = {}) => translate(key, values);
  return {
    say,
    find,
    sayCode,
    reason: ({ code, data }) => {
      const values = { ...data, ...reasonValues(data, { say, sayCode }) };
      return find("wizard.reason", code, values) ?? sayCode("reasons", code, values);
    },
    problem: (problem) => problemText(problem, { say, sayCode, find, translate }),
    span: (seconds) => spanOf(seconds, { say }),
    ...moments(instance.language),
    list: (items) => new Intl.ListFormat(languageTag(instance.language)).format(items),
    rtl: instance.dir() === "rtl",
  };
}

interface Voice extends Pick<Words, "say" | "sayCode" | "find"> {
  readonly translate: (key: string, values: WordValues) => string;
}

/** What a problem says on this page; steps that name the command line are said as they are done here. */
function problemText(problem: Problem, voice: Voice): SpokenProblem {
  const byCode = (group: string, code: string, values: WordValues = {}): string =>
    voice.sayCode(group, code, values);
  const values = problemValues(problem, { say: voice.say, sayCode: byCode });
  const group = ownWordsOf(problem);
  const own = (name: "title" | "meaning" | "next"): string | null =>
    group === null ? null : voice.find(group, name, values);
  const part = (name: "title" | "meaning" | "next"): string =>
    own(name) ?? voice.translate(`problems.${problem.code}.${name}`, values);
  return {
    title: part("title"),
    meaning:
      own("meaning") ?? voice.find("wizard.meaning", problem.code, values) ?? part("meaning"),
    next: own("next") ?? voice.find("wizard.next", problem.code, values) ?? part("next"),
  };
}

/** Where a problem that has several causes has words of its own for this one. */
function ownWordsOf({ code, data }: Problem): string | null {
  if (code === "key-unsupported") return `wizard.key-form.${String(data["form"])}`;
  if (code === "key-passphrase-wrong" && data["path"] === undefined) return "wizard.key-in-hand";
  if (code === "login-refused" && data["locked"] !== undefined) return "wizard.login-locked";
  if (code === "plan-changed" && typeof data["run"] === "string") return "wizard.open-run";
  return code === "host-unreachable" && data["why"] === "jump-host" ? "wizard.jump-host" : null;
}

/** The one value that chooses a form; the others must not meet the options of `t`. */
function countOf({ count }: WordValues): { readonly count?: number } {
  return typeof count === "number" ? { count } : {};
}

function languageTag(language: string): string {
  return language === "en-XA" || language === "ar-XB" ? "en" : language;
}

function moments(language: string): Pick<Words, "clock" | "second" | "day"> {
  const tag = languageTag(language);
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const clock = formOnce(tag, time);
  const second = formOnce(tag, { ...time, second: "2-digit" });
  const day = formOnce(tag, { day: "numeric", month: "long", year: "numeric" });
  const both = formOnce(tag, { day: "numeric", month: "long", ...time });
  const isToday = (iso: string, now: number): boolean =>
    day().format(new Date(iso)) === day().format(new Date(now));
  return {
    clock: (iso, now) => (isToday(iso, now) ? clock() : both()).format(new Date(iso)),
    second: (iso) => second().format(new Date(iso)),
    day: (iso) => day().format(new Date(iso)),
  };
}

/** A form of dates, made when it is first used: the browser takes 20 ms and more for the first one. */
function formOnce(tag: string, options: Intl.DateTimeFormatOptions): () => Intl.DateTimeFormat {
  let form: Intl.DateTimeFormat | null = null;
  return () => (form ??= new Intl.DateTimeFormat(tag, options));
}
