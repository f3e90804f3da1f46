import { queryKey, type Observation, type Query, type Untold } from "../facts/observation.ts";

/** What a step machine is fed. */
export type Answer = Observation | Untold;

/** A pure step machine: it yields questions, is fed their answers and ends with a result. */
export type Steps<T> = Generator<Query, T, Answer>;

/** The same machine, which asks nothing twice: a question asked again is answered from memory. */
export function* once<T>(steps: Steps<T>): Steps<T> {
  const known = new Map<string, Answer>();
  let step = steps.next();
  while (step.done !== true) {
    const key = queryKey(step.value);
    const answer = known.get(key) ?? (yield step.value);
    known.set(key, answer);
    step = steps.next(answer);
  }
  return step.value;
}
