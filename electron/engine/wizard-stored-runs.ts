import type { Plan } from "../../shared/plan/plan.ts";
import type { MachineName } from "../../shared/api/wizard-parts.ts";
import type { ApplyState } from "../../shared/api/wizard-views.ts";
import { storedRuns, type StoredRun } from "./open-runs.ts";
import { planAgain } from "./plan-again.ts";
import { readRunInput } from "./run-documents.ts";
import { countChanges, rowsOf, storedState } from "./wizard-run-state.ts";
import type { WizardSession } from "./wizard-session.ts";

/** A run by its id; null where there is none. */
export async function findRun(
  session: WizardSession,
  run: string | null,
): Promise<StoredRun | null> {
  return (await storedRuns(session.world())).find((each) => each.run === run) ?? null;
}

/** The plan of a run, made again from the inputs that were kept; null where they are damaged. */
export async function planOfRun(session: WizardSession, stored: StoredRun): Promise<Plan | null> {
  const ports = session.engine(new AbortController().signal);
  const kept = await readRunInput(ports, stored.run);
  const name = session.ports.readName(stored.view.name);
  if (kept === null || !name.ok) return null;
  const { result } = planAgain(name.value.name, kept);
  return result.ok ? result.value : null;
}

/** The machines that a run works on: without a login there it neither goes on nor is taken back. */
export async function needsOf(session: WizardSession, run: string): Promise<MachineName[]> {
  const kept = await readRunInput(session.engine(new AbortController().signal), run);
  const host: MachineName[] = (kept?.facts.host ?? null) === null ? [] : ["host"];
  return (kept?.webRoot ?? null) === null ? host : [...host, "web"];
}

/** Runs of a name whose changes stand on the machines, oldest first: what undoing by that name takes back. */
export function standingOf(all: readonly StoredRun[], name: string): readonly StoredRun[] {
  return all.filter(({ view }) => view.name === name && view.approved && view.state !== "undone");
}

/** The run that tells how a name stands: the newest whose changes stand, else the newest. */
export function newestStanding(all: readonly StoredRun[], name: string): StoredRun | null {
  const standing = standingOf(all, name);
  const last = all.findLast(({ view }) => view.name === name);
  return (
    standing.findLast(({ view }) => view.state !== "superseded") ?? standing.at(-1) ?? last ?? null
  );
}

/** What stands of a name besides a run (null: besides the one that is to begin). */
export async function earlierThan(
  session: WizardSession,
  name: string,
  run: string | null,
): Promise<ApplyState["earlier"]> {
  const all = await storedRuns(session.world());
  const standing = standingOf(all, name).filter((each) => run === null || each.run < run);
  const isUndone = all.some((each) => each.run === run && each.view.state === "undone");
  const superseded = standing.findLast(({ view }) => view.state === "superseded");
  let changes = 0;
  // What a superseded run has done its successor has found done, and counts as long as it stands.
  for (const each of standing.filter(
    (one) => one.view.state === "kept" || (isUndone && one === superseded),
  )) {
    const plan = await planOfRun(session, each);
    changes += plan === null ? 0 : countChanges(rowsOf(plan, each.view));
  }
  return { run: standing.at(-1)?.run ?? null, changes };
}

/** A run as its journal and receipt tell of it. */
export async function storedStateOf(
  session: WizardSession,
  { run, view }: StoredRun,
): Promise<ApplyState> {
  const plan = await planOfRun(session, { run, view });
  const receipt = await session.world().store.readDocument(run, "receipt");
  const earlier = await earlierThan(session, view.name, run);
  const needs = await needsOf(session, run);
  return { ...storedState(run, view, plan, receipt), earlier, needs };
}
