import type { ApplyState } from "../../shared/api/wizard-views.ts";
import { refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { apply } from "./commands/apply.ts";
import { renew } from "./commands/renew.ts";
import { resume } from "./commands/resume.ts";
import { undo } from "./commands/undo.ts";
import { openRunOf, storedRuns, type StoredRun } from "./open-runs.ts";
import type { Runner } from "./wizard-run.ts";
import { countChanges, NOTHING_EARLIER, rowsOf } from "./wizard-run-state.ts";
import {
  earlierThan,
  findRun,
  needsOf,
  newestStanding,
  planOfRun,
  standingOf,
  storedStateOf,
} from "./wizard-stored-runs.ts";
import type { WizardSession } from "./wizard-session.ts";

type Begun = Promise<Result<ApplyState, Problem>>;

/** `apply.start`: plans again and begins where the digest is the one that was seen. */
export async function startApply(session: WizardSession, runner: Runner, digest: string): Begun {
  const request = session.request();
  if (!request.ok) return request;
  const { name, withHost } = request.value;
  if (!withHost) return refuse(problem("login-needed", { which: "host" }));
  const open = await openRunOf(session.world(), name.text);
  const { seen } = session;
  // Another way may have been weighed since; its steps are not those of the plan that was asked for.
  const plan = seen?.digest === digest && seen.result.ok ? seen.result.value : null;
  return runner.launch({
    kind: "apply",
    of: "apply",
    name: name.text,
    run: open?.run ?? null,
    earlier: await earlierThan(session, name.text, open?.run ?? null),
    digest,
    steps: plan === null ? [] : rowsOf(plan, open?.view ?? null),
    givesWay: open !== null,
    work: (ports) =>
      apply(ports, {
        ...request.value,
        planDigest: digest,
        dryRun: false,
        waitSeconds: 0,
        stopAfter: null,
        remember: rememberOf(session),
      }),
  });
}

/** `apply.resume`: goes on with a run whose plan was approved. */
export async function resumeApply(
  session: WizardSession,
  runner: Runner,
  run: string | null,
): Begun {
  const wanted = run ?? session.draft().run;
  const stored = await findRun(session, wanted);
  if (stored === null) {
    const why =
      wanted === null ? problem("no-run-to-resume") : problem("run-unknown", { run: wanted });
    return refuse(why);
  }
  const missing = await missingLogin(session, stored);
  if (missing !== null) return refuse(missing);
  const plan = await planOfRun(session, stored);
  return runner.launch({
    kind: "resume",
    of: stored.view.kind,
    name: stored.view.name,
    run: stored.run,
    earlier: await earlierThan(session, stored.view.name, stored.run),
    digest: stored.view.digest,
    steps: plan === null ? [] : rowsOf(plan, stored.view),
    work: (ports) => resume(ports, { run: stored.run, now: null, waitSeconds: 0, stopAfter: null }),
  });
}

/** `run.undo`: takes back one run, or with `all` whatever stands of its name, newest first. */
export async function undoRun(
  session: WizardSession,
  runner: Runner,
  { run, all = false }: { readonly run: string; readonly all?: boolean | undefined },
): Begun {
  const stored = await findRun(session, run);
  if (stored === null) return refuse(problem("run-unknown", { run }));
  const { name, kind } = stored.view;
  const runs = all ? standingOf(await storedRuns(session.world()), name) : [stored];
  let steps: ApplyState["steps"] = [];
  for (const each of runs) {
    const missing = await missingLogin(session, each);
    if (missing !== null) return refuse(missing);
    const plan = await planOfRun(session, each);
    const rows = plan === null ? [] : rowsOf(plan, each.view);
    steps = [...steps.filter(({ id }) => rows.every((row) => row.id !== id)), ...rows];
  }
  return runner.launch({
    kind: "undo",
    of: all ? "apply" : kind,
    name,
    run,
    earlier: all ? NOTHING_EARLIER : await earlierThan(session, name, run),
    digest: null,
    steps,
    work: (ports) => undo(ports, { target: all ? name : run, dryRun: false }),
  });
}

/** `run.renew` */
export async function renewNow(session: WizardSession, runner: Runner, typed: string): Begun {
  const request = session.request();
  if (!request.ok) return request;
  const { name, withHost } = request.value;
  if (!withHost || name.text !== typed) return refuse(problem("login-needed", { which: "host" }));
  const open = await openRunOf(session.world(), name.text);
  const plan = open === null ? null : await planOfRun(session, open);
  return runner.launch({
    kind: "renew",
    of: "renew",
    name: name.text,
    run: null,
    earlier: await earlierThan(session, name.text, open?.run ?? null),
    digest: null,
    steps: plan === null ? [] : rowsOf(plan, open?.view ?? null),
    work: (ports) =>
      renew(ports, { ...request.value, dryRun: false, remember: rememberOf(session) }),
  });
}

/**
 * A run that was opened from the list of servers becomes the draft's: another server was worked on before,
 * or a saved plan was opened. It is told to the page, for it was not asked for.
 */
export async function takeUpRun(session: WizardSession, runner: Runner): Promise<void> {
  const { name, run, station } = session.draft();
  if (runner.isBusy() || name === null || run !== null || station !== "apply") return;
  const standing = newestStanding(await storedRuns(session.world()), name);
  if (standing === null) return;
  await session.setDraft({ ...session.draft(), run: standing.run });
  runner.amend(await storedStateOf(session, standing));
}

/** Shows the run of the draft where this process has not carried one out: as its journal tells. */
export async function stateOfDraft(session: WizardSession, runner: Runner): Promise<ApplyState> {
  const { run } = session.draft();
  if (runner.isBusy() || run === null || runner.state().run === run) return runner.state();
  const stored = await findRun(session, run);
  if (stored !== null) runner.show(await storedStateOf(session, stored));
  return runner.state();
}

/**
 * Once a run that was taken back is left, the draft leads to the run of before, which still stands:
 * what the page says and undoes from then on is that one.
 */
export async function leaveUndone(session: WizardSession, runner: Runner): Promise<void> {
  const { name, run, station } = session.draft();
  if (runner.isBusy() || name === null || run === null || station === "apply") return;
  const all = await storedRuns(session.world());
  const isUndone = all.some((each) => each.run === run && each.view.state === "undone");
  const standing = isUndone ? newestStanding(all, name) : null;
  if (standing === null || standing.run === run) return;
  await session.setDraft({ ...session.draft(), run: standing.run });
  runner.amend(await storedStateOf(session, standing));
}

/**
 * What is only known once a run has ended. A renewal is planned when it begins: its steps come from what
 * was kept. Where taking a waiting run back was not approved, it waits on, and is shown so.
 */
export async function showWhatStands(
  session: WizardSession,
  runner: Runner,
  { kind, outcome, run, problems, steps }: ApplyState,
): Promise<void> {
  const stored = await findRun(session, run);
  if (stored === null) return;
  // A run that took the place of another one has that beside it from then on.
  const earlier = await earlierThan(session, stored.view.name, stored.run);
  runner.amend({ needs: await needsOf(session, stored.run), earlier });
  if (kind === "renew" && steps.length === 0) {
    const plan = await planOfRun(session, stored);
    const rows = plan === null ? [] : rowsOf(plan, stored.view);
    return runner.amend({ steps: rows, changes: countChanges(rows) });
  }
  const isDeclined = problems.some(
    ({ code }) => code === "approval-missing" || code === "interrupted",
  );
  if (kind !== "undo" || outcome !== null || !isDeclined || stored.view.state !== "waiting") return;
  runner.amend({ ...(await storedStateOf(session, stored)), certificate: null });
}

/** The login that a run needs and that is not there: the logins of this process are those of the draft's server. */
export async function missingLogin(
  session: WizardSession,
  stored: StoredRun,
): Promise<Problem | null> {
  const isOther = stored.view.name !== session.draft().name;
  const connected = session.logins().shown();
  const needs = await needsOf(session, stored.run);
  const which = needs.find((machine) => isOther || connected[machine] === null);
  return which === undefined ? null : problem("login-needed", { which, name: stored.view.name });
}

/** What the command line needs to log in at a later resume or undo; secrets are not among it. */
function rememberOf(session: WizardSession): { readonly [option: string]: readonly string[] } {
  const { host, web } = session.draft();
  const logins = session.logins();
  const at = (which: "host" | "web"): readonly string[] => {
    const target = logins.describe(which);
    return target === null ? [] : [target];
  };
  return {
    ...session.world().remember,
    ...(host === null ? {} : { host: at("host") }),
    ...(web === null || logins.describe("web") === null
      ? {}
      : { "web-host": at("web"), "web-root": [web.root ?? ""] }),
  };
}
