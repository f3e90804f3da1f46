import { answersTo } from "./answers-to.ts";
import type { Facts } from "./facts.ts";
import {
  queryKey,
  UNTOLD,
  type ObservationOf,
  type Observe,
  type Query,
  type Untold,
} from "./observation.ts";

/** Replays recorded facts; what was not asked then, or could not be seen, is untold. */
export function observeFacts(facts: Facts): Observe {
  return <Q extends Query>(query: Q): ObservationOf[Q["ask"]] | Untold => {
    const key = queryKey(query);
    const fact = Object.hasOwn(facts.observations, key) ? facts.observations[key] : undefined;
    return fact?.known === true && answersTo(query, fact.value) ? fact.value : UNTOLD;
  };
}
