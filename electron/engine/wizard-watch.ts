import type { ApplyState } from "../../shared/api/wizard-views.ts";
import type { Plan, Step } from "../../shared/plan/plan.ts";
import { isoOf } from "./iso-time.ts";
import { isHandedOver, lookAtStep } from "./perform/ask.ts";
import type { Runner } from "./wizard-run.ts";
import { resumeApply } from "./wizard-apply.ts";
import { findRun, planOfRun } from "./wizard-stored-runs.ts";
import type { WizardSession } from "./wizard-session.ts";

/** Pause between two looks at what a person has to do, in milliseconds. */
const LOOK_EVERY = 5000;

/** In practice whoever is waited for has done it after so long, in milliseconds. */
const OTHER_COMES_AFTER = 12_000;

/** Looks at what a waiting run waits for, without any login, and goes on by itself once it is there. */
export interface Watcher {
  /** Begins where the state waits; whatever was watched before is let go. */
  follow(state: ApplyState): Promise<void>;
  /** The same, but leaves alone what is watched already. */
  keepTo(state: ApplyState): Promise<void>;
  stop(): void;
}

/** Makes the watcher of a session. */
export function createWatcher(session: WizardSession, runner: () => Runner): Watcher {
  let watching = new AbortController();
  let watched: string | null = null;
  const stop = (): void => {
    watched = null;
    watching.abort();
  };
  const isOver = (signal: AbortSignal, run: string): boolean =>
    signal.aborted || runner().isBusy() || runner().state().run !== run;
  const watch = async (signal: AbortSignal, run: string, plan: Plan, step: Step) => {
    const clock = session.world().clock(signal);
    const other = playOther(session, runner().state());
    const until = step.kind === "wait" ? session.ports.now() + step.seconds * 1000 : 0;
    while (!isOver(signal, run)) {
      await other();
      const seen = await lookAtStep({ ports: session.world(), plan }, step);
      if (isOver(signal, run)) return;
      const at = isoOf(session.ports.now());
      runner().amend({ watched: seen.map((each) => ({ ...each, at })) });
      const isThere = seen.every(({ there }) => there) && session.ports.now() >= until;
      if (isThere && isWorthResuming(step, seen.length)) {
        // After a restart nobody is signed in yet: then it goes on once somebody is.
        const resumed = await resumeApply(session, runner(), run);
        if (resumed.ok) return;
      }
      await clock.sleep(LOOK_EVERY);
    }
  };
  const follow = async (state: ApplyState): Promise<void> => {
    stop();
    if (state.outcome !== "waiting" || state.run === null) return;
    watching = new AbortController();
    watched = state.run;
    const { signal } = watching;
    const stored = await findRun(session, state.run);
    const plan = stored === null ? null : await planOfRun(session, stored);
    const id = Object.entries(stored?.view.steps ?? {}).find(
      ([, step]) => step.state === "waiting",
    )?.[0];
    const step = plan?.steps.find((each) => each.id === id);
    if (plan !== null && step !== undefined)
      watch(signal, state.run, plan, step).catch(session.ports.problemOf);
  };
  return {
    stop,
    follow,
    keepTo: async (state) => {
      if (state.run === null || state.run !== watched) await follow(state);
    },
  };
}

/** Comes as the person who is waited for, once, when their time is there; in the real world it does nothing. */
function playOther(session: WizardSession, { waiting }: ApplyState): () => Promise<void> {
  const { otherPerson } = session.world();
  const at = session.ports.now() + OTHER_COMES_AFTER;
  let hasCome = otherPerson === null || waiting === null;
  return async () => {
    if (hasCome || session.ports.now() < at) return;
    hasCome = true;
    if (otherPerson !== null && waiting !== null) await otherPerson(waiting);
  };
}

/** What does not show from outside (a file on a machine of somebody else) is gone on with by hand. */
function isWorthResuming(step: Step, things: number): boolean {
  return step.kind === "wait" || (isHandedOver(step) && things > 0);
}
