import type { ProblemCode } from "../problems/codes.ts";
import en from "./en.json" with { type: "json" };

/** What is said of a problem: the finding, one clear sentence on what it means, and one next step. */
export interface ProblemText {
  readonly title: string;
  readonly meaning: string;
  readonly next: string;
}

/** All texts of one language. A language that leaves one out, or has none for a problem code, does not compile. */
export type Words = typeof en & {
  readonly problems: { readonly [code in ProblemCode]: ProblemText };
};

/** The English texts. Names of things stand in them as `{{name}}`. */
export const english: Words = en;

/** Every language there is, by its tag. */
export const LANGUAGES = { en: english } as const satisfies { readonly [tag: string]: Words };

/** A text's path, such as `plan.title`; texts that count stand there once, without `_one` and `_other`. */
export type WordKey = PathsOf<typeof en>;

type PathsOf<T> = {
  [K in keyof T & string]: T[K] extends string ? Counted<K> : `${K}.${PathsOf<T[K]>}`;
}[keyof T & string];

type Counted<K extends string> = K extends `${infer Base}_${"zero" | "one" | "other"}` ? Base : K;
