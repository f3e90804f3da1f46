import { asAnswerTo } from "../facts/answers-to.ts";
import {
  queryKey,
  type ObservationOf,
  type Observe,
  type Query,
  type Untold,
} from "../facts/observation.ts";
import { answerMemory } from "./answer-memory.ts";
import type { Answer, Steps } from "./ask.ts";

/** One who looks and takes time over it: the live network. */
export type ObserveLive = <Q extends Query>(query: Q) => Promise<ObservationOf[Q["ask"]] | Untold>;

/** Runs a step machine to its end on one who answers at once: a world, recorded facts. */
export function driveWith<T>(observe: Observe, steps: Steps<T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next(observe(step.value));
  return step.value;
}

/** Runs a step machine to its end on the live network, one question at a time. */
export async function driveLive<T>(observe: ObserveLive, steps: Steps<T>): Promise<T> {
  let step = steps.next();
  while (step.done !== true) step = steps.next(await observe(step.value));
  return step.value;
}

/**
 * The same look, which asks nothing twice: eras that share a question share its answer. One that
 * remembers already is given back as it is.
 */
export function remember(observe: Observe): Observe {
  if (remembers(observe)) return observe;
  const known = answerMemory();
  const look: Observe = (query) => {
    const before = known.of(query);
    if (before !== undefined) return asAnswerTo(query, before);
    const answer = observe(query);
    known.keep(query, answer);
    return asAnswerTo(query, answer);
  };
  return Object.assign(look, { remembers: true });
}

/** Tells whether a look remembers (`remember`): it answers a question always the same. */
export function remembers(observe: Observe): boolean {
  return "remembers" in observe;
}

/** The same live look, which asks nothing twice; a question that is under way is waited for, not asked again. */
export function rememberLive(observe: ObserveLive): ObserveLive {
  const known = new Map<string, Promise<Answer>>();
  return async (query) => {
    const key = queryKey(query);
    const answer = known.get(key) ?? observe(query);
    known.set(key, answer);
    return asAnswerTo(query, await answer);
  };
}
