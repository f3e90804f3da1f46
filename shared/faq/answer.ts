import type { ProblemData } from "../problems/problem.ts";
import type { FaqAnswer, FaqId, FaqSubject, FaqVerdict } from "./questions.ts";

/** Values for the words of an answer, and another reason than the one of its own name. */
export interface AnswerParts {
  readonly data?: ProblemData;
  /** Key under `reasons.faq-`; absent: `ID-CASE-why`. */
  readonly why?: string;
}

/**
 * Makes an answer of the words `reasons.faq-ID-CASE`, `reasons.faq-ID-CASE-why` and
 * `reasons.faq-ID-today`: what to do, the facts it turns on, and what differs from 2019.
 */
export function answer(
  subject: FaqSubject,
  id: FaqId,
  verdict: FaqVerdict,
  which: string,
  { data: more = {}, why = `${id}-${which}-why` }: AnswerParts = {},
): FaqAnswer {
  const data = {
    name: subject.name,
    host: subject.host,
    version: subject.version ?? "?",
    unit: subject.unit,
    ...more,
  };
  return {
    verdict,
    answer: { code: `faq-${id}-${which}`, data },
    reason: { code: `faq-${why}`, data },
    today: { code: `faq-${id}-today`, data },
  };
}
