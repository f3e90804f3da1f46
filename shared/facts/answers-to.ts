import type { Observation, ObservationOf, Query, Untold } from "./observation.ts";

/** Tells whether an answer is one to this question; the kind of an answer is the name of its question. */
export function answersTo<Q extends Query>(
  query: Q,
  answer: Observation | Untold,
): answer is ObservationOf[Q["ask"]] {
  return answer.kind === query.ask;
}

/** The answer as one to this question. Throws when it answers another: a bug of the one who looks. */
export function asAnswerTo<Q extends Query>(
  query: Q,
  answer: Observation | Untold,
): ObservationOf[Q["ask"]] | Untold {
  if (answer.kind === "untold" || answersTo(query, answer)) return answer;
  throw new Error(`asked ${query.ask}, was answered ${answer.kind}`);
}
