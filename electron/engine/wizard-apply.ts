import type { ApplyState } from "../../shared/api/wizard-views.ts";
import { refuse, type Result } from "../../shared/domain/result.ts";
import { makePlan } from "../../shared/plan/make-plan.ts";
import { makeRenewal } from "../../shared/plan/make-renewal.ts";
import type { Plan } from "../../shared/plan/plan.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { apply } from "./commands/apply.ts";
import { renew } from "./commands/renew.ts";
import { resume } from "./commands/resume.ts";
import { undo } from "./commands/undo.ts";
import { planInput } from "./live-plan.ts";
import { openRunOf, storedRuns, type StoredRun } from "./open-runs.ts";
import { readRunInput } from "./run-documents.ts";
import type { Runner } from "./wizard-run.ts";
import { rowsOf, storedState } from "./wizard-run-state.ts";
import type { WizardSession } from "./wizard-session.ts";

type Begun = Promise<Result<ApplyState, Problem>>;

/** `apply.start`: plans again and begins where the digest is the one that was seen. */
export async function startApply(session: WizardSession, runner: Runner, digest: string): Begun {
  const request = session.request();
  if (!request.ok) return request;
  const { name, withHost } = request.value;
  if (!withHost) return refuse(problem("login-needed", { which: "host" }));
  const open = await openRunOf(session.world(), name.text);
  const plan = session.seen?.result.ok === true ? session.seen.result.value : null;
  return runner.launch({
    kind: "apply",
    name: name.text,
    run: open?.run ?? null,
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
    name: stored.view.name,
    run: stored.run,
    digest: stored.view.digest,
    steps: plan === null ? [] : rowsOf(plan, stored.view),
    work: (ports) => resume(ports, { run: stored.run, now: null, waitSeconds: 0, stopAfter: null }),
  });
}

/** `run.undo` */
export async function undoRun(session: WizardSession, runner: Runner, run: string): Begun {
  const stored = await findRun(session, run);
  if (stored === null) return refuse(problem("run-unknown", { run }));
  const missing = await missingLogin(session, stored);
  if (missing !== null) return refuse(missing);
  const plan = await planOfRun(session, stored);
  return runner.launch({
    kind: "undo",
    name: stored.view.name,
    run,
    digest: null,
    steps: plan === null ? [] : rowsOf(plan, stored.view),
    work: (ports) => undo(ports, { target: run, dryRun: false }),
  });
}

/** `run.renew` */
export async function renewNow(session: WizardSession, runner: Runner, typed: string): Begun {
  const request = session.request();
  if (!request.ok) return request;
  const { name, withHost } = request.value;
  if (!withHost || name.text !== typed) return refuse(problem("login-needed", { which: "host" }));
  return runner.launch({
    kind: "renew",
    name: name.text,
    run: null,
    digest: null,
    steps: [],
    work: (ports) =>
      renew(ports, { ...request.value, dryRun: false, remember: rememberOf(session) }),
  });
}

/** Shows the run of the draft where this process has not carried one out: as its journal tells. */
export async function stateOfDraft(session: WizardSession, runner: Runner): Promise<ApplyState> {
  const { run } = session.draft();
  if (runner.isBusy() || run === null || runner.state().run === run) return runner.state();
  const stored = await findRun(session, run);
  if (stored !== null) {
    const plan = await planOfRun(session, stored);
    const receipt = await session.world().store.readDocument(run, "receipt");
    runner.show(storedState(run, stored.view, plan, receipt));
  }
  return runner.state();
}

/** Where taking a waiting run back was not approved, it waits on, and is shown so. */
export async function showWhatStands(
  session: WizardSession,
  runner: Runner,
  { kind, outcome, run, problems }: ApplyState,
): Promise<void> {
  const isDeclined = problems.some(
    ({ code }) => code === "approval-missing" || code === "interrupted",
  );
  if (kind !== "undo" || outcome !== null || !isDeclined) return;
  const stored = await findRun(session, run);
  if (stored?.view.state !== "waiting") return;
  const plan = await planOfRun(session, stored);
  runner.amend(storedState(stored.run, stored.view, plan, null));
}

/** The plan of a run, made again from the inputs that were kept; null where they are damaged. */
export async function planOfRun(session: WizardSession, stored: StoredRun): Promise<Plan | null> {
  const ports = session.engine(new AbortController().signal);
  const kept = await readRunInput(ports, stored.run);
  const name = session.ports.readName(stored.view.name);
  if (kept === null || !name.ok) return null;
  const input = planInput(
    { name: name.value.name, answers: kept.answers, now: kept.now },
    kept.facts,
  );
  const made = kept.kind === "renew" ? makeRenewal(input) : makePlan(input);
  return made.ok ? made.value : null;
}

/** The login that a run needs and that is not there: the logins of this process are those of the draft's server. */
export async function missingLogin(
  session: WizardSession,
  stored: StoredRun,
): Promise<Problem | null> {
  const ports = session.engine(new AbortController().signal);
  const kept = await readRunInput(ports, stored.run);
  const isOther = stored.view.name !== session.draft().name;
  const connected = session.logins().shown();
  const lacks = (which: "host" | "web"): boolean => isOther || connected[which] === null;
  if (kept !== null && kept.facts.host !== null && lacks("host"))
    return problem("login-needed", { which: "host", name: stored.view.name });
  if (kept !== null && kept.webRoot !== null && lacks("web"))
    return problem("login-needed", { which: "web", name: stored.view.name });
  return null;
}

/** A run by its id; null where there is none. */
export async function findRun(
  session: WizardSession,
  run: string | null,
): Promise<StoredRun | null> {
  return (await storedRuns(session.world())).find((each) => each.run === run) ?? null;
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
