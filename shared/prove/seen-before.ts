import type { Era } from "../domain/era.ts";
import type { Observe } from "../facts/observation.ts";
import type { Candidate } from "./candidate.ts";
import type { Violation } from "./violation.ts";
import type { Inbound, Walk } from "./walk.ts";

/**
 * What was worked out for other cases of the same network already. What peers meet depends on the
 * network and on what is done to it, and many cases share both. The planner is asked anew for every
 * case, and every plan and refusal is judged by what its own world allows and whom it promises to.
 */
export interface SeenBefore {
  /** The look at the world before anything is done; it remembers. */
  readonly observe: Map<"now", Observe>;
  /** How peers fare, by what they can see to be otherwise than before anything is done. */
  readonly inbound: Map<string, Inbound>;
  /** Walks by the own server and the steps. */
  readonly walks: Map<string, JudgedWalk>;
  /** The space of plans that a refusal has to rule out, by the own proxy. */
  readonly candidates: Map<string, readonly Candidate[]>;
  /** What came of candidates, by the own proxy and by whether anybody may remove records. */
  readonly searches: Map<string, CandidateSearch>;
}

/** A walk with what does not depend on promises or consent. */
export interface JudgedWalk {
  readonly walk: Walk;
  /** Steps whose undo does not restore. */
  readonly undo: readonly Violation[];
  /** Eras that fare worse on the way, consent or not. */
  readonly way: readonly Violation[];
  /** How the walk goes once the website's certificate is renewed; null where that brings no file to life. */
  readonly later: LaterWalk | null;
}

/** A walk in a world whose website is believed again. */
export interface LaterWalk {
  /** Eras that fare worse on the way, consent or not. */
  readonly lost: readonly Violation[];
  readonly end: Inbound;
}

/** What is known of the candidates of `SeenBefore.candidates` in the same hands. */
export interface CandidateSearch {
  /** Where a candidate leads that was carried out. */
  readonly endings: Map<Candidate, readonly Ending[]>;
  /** Those of which it is not known that they lead an audience nowhere, by the audience. */
  readonly open: Map<string, readonly Candidate[]>;
}

/** What peers see where a candidate leads to, and which eras are known to reach there or not. */
export interface Ending {
  readonly look: Observe;
  readonly reached: Map<Era, boolean>;
}

/** Nothing seen yet. */
export function nothingSeen(): SeenBefore {
  return {
    observe: new Map(),
    inbound: new Map(),
    walks: new Map(),
    candidates: new Map(),
    searches: new Map(),
  };
}

/** Gives what `work` finds, or what it found for the same key before. */
export function oncePer<K, T>(known: Map<K, T>, key: K, work: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = work();
  known.set(key, found);
  return found;
}
