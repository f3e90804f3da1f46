import { ok, type Result } from "../../shared/domain/result.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { createDispatch, type Dispatch } from "./dispatch.ts";
import { showWhatStands, stateOfDraft } from "./wizard-apply.ts";
import { createHandlers } from "./wizard-handlers.ts";
import type { WizardPorts } from "./wizard-ports.ts";
import { createRunner, type Runner } from "./wizard-run.ts";
import { openWizardSession } from "./wizard-session.ts";
import { createWatcher } from "./wizard-watch.ts";

/** The wizard's engine: one door, whatever carries the calls; events go out through the ports. */
export interface Wizard {
  readonly dispatch: Dispatch;
  /** A run is under way: ending now would interrupt it. */
  readonly isBusy: () => boolean;
  /** Stops what is under way, waits for its end and closes everything. */
  readonly close: () => Promise<void>;
}

/** Opens the wizard where it was left: its draft, and the run that the draft led to. */
export async function openWizard(ports: WizardPorts): Promise<Result<Wizard, Problem>> {
  const opened = await openWizardSession(ports);
  if (!opened.ok) return opened;
  const session = opened.value;
  const watcher = createWatcher(session, () => runner);
  const runner: Runner = createRunner(session, async (state) => {
    await showWhatStands(session, runner, state);
    await watcher.follow(runner.state());
  });
  const handlers = createHandlers({ session, runner, watcher });
  const { secrets } = session;
  const dispatch = createDispatch({ handlers, secrets, problemOf: ports.problemOf });
  // What waited when we ended is watched again; it goes on once the machine is signed in to.
  await watcher.follow(await stateOfDraft(session, runner));
  return ok({
    dispatch,
    isBusy: () => runner.isBusy(),
    close: async () => {
      watcher.stop();
      runner.stop();
      await runner.settled();
      await session.close();
    },
  });
}
