import type { ProblemData } from "../problems/problem.ts";
import type { FaqAnswer, FaqId, FaqSubject, FaqVerdict } from "./questions.ts";

/**
 * Makes an answer of the words `reasons.faq-ID-CASE`, `reasons.faq-ID-CASE-why` and
 * `reasons.faq-ID-today`: what to do, the facts it turns on, and what differs from 2019.
 */
export function answer(
  subject: FaqSubject,
  id: FaqId,
  verdict: FaqVerdict,
  which: string,
  more: ProblemData = {},
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
    reason: { code: `faq-${id}-${which}-why`, data },
    today: { code: `faq-${id}-today`, data },
  };
}
