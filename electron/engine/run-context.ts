import type { Result } from "../../shared/domain/result.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import type { Plan, PlanInput, Step } from "../../shared/plan/plan.ts";
import { foldJournal, type Entry, type RunView } from "../../shared/run/journal.ts";
import { isoOf } from "./iso-time.ts";
import type { Ports } from "./ports.ts";
import type { AcmeChoice } from "./requests.ts";
import type { Session } from "./session.ts";

/** Everything that carrying out one run needs. */
export interface RunContext {
  readonly ports: Ports;
  readonly session: Session;
  readonly run: string;
  readonly plan: Plan;
  readonly input: PlanInput;
  readonly acme: AcmeChoice;
  readonly journal: Journal;
  /** Until when a person or a cache is waited for, by the clock. */
  readonly waitUntil: number;
  /** Gives the machines back to other runs; once done, it does nothing more. */
  readonly unlock: () => Promise<Result<null, Problem>>;
}

/** The journal of one run: appended before each effect, folded when asked. */
export interface Journal {
  add(entry: EntryBody): Promise<void>;
  view(): Promise<RunView>;
}

/** A journal line without its time, which the journal adds. */
export type EntryBody = Entry extends infer E ? (E extends Entry ? Omit<E, "at"> : never) : never;

/** How a step ended. */
export type StepEnd =
  | { readonly kind: "done"; readonly evidence: string | null }
  | { readonly kind: "found-done"; readonly evidence: string | null }
  | { readonly kind: "waiting"; readonly waiting: Waiting }
  | { readonly kind: "failed"; readonly problem: Problem };

/** What is waited for, as data (`cli.md`, `apply`, `waiting`). */
export interface Waiting {
  readonly step: Step;
  readonly problem: Problem;
}

/** Ends a step well. */
export function done(evidence: string | null = null): StepEnd {
  return { kind: "done", evidence };
}

/** Ends a step badly. */
export function failed(problem: Problem): StepEnd {
  return { kind: "failed", problem };
}

/** Opens the journal of a run in the store. */
export function openJournal(ports: Ports, run: string): Journal {
  return {
    add: (entry) => ports.store.append(run, { ...entry, at: isoOf(ports.clock.now()) }),
    view: async () => {
      const view = foldJournal(await ports.store.journal(run));
      if (view === null) throw new Error(`the journal of run ${run} has no first line`);
      return view;
    },
  };
}
