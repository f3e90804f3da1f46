import type { Output } from "../../shared/api/contract.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { Handlers } from "./dispatch.ts";
import {
  leaveUndone,
  renewNow,
  resumeApply,
  startApply,
  stateOfDraft,
  takeUpRun,
  undoRun,
} from "./wizard-apply.ts";
import { changeDraft, EMPTY_DRAFT } from "./wizard-drafts.ts";
import {
  badName,
  listRuns,
  listServers,
  lookAtName,
  proveAgain,
  readReceipt,
} from "./wizard-home.ts";
import { connectHost } from "./wizard-host.ts";
import {
  lookAtRecords,
  makeView,
  openPlan,
  openQuestions,
  runPreflight,
  savePlan,
} from "./wizard-plan.ts";
import type { WorldKind } from "./wizard-ports.ts";
import type { Runner } from "./wizard-run.ts";
import type { WizardSession } from "./wizard-session.ts";
import type { Watcher } from "./wizard-watch.ts";

/** What the handlers work on. */
export interface HandlerContext {
  readonly session: WizardSession;
  readonly runner: Runner;
  readonly watcher: Watcher;
}

/** Every method of the contract. */
export function createHandlers(context: HandlerContext): Handlers {
  return {
    ...draftHandlers(context),
    ...planHandlers(context),
    ...hostHandlers(context),
    ...runHandlers(context),
  };
}

type Some<M extends keyof Handlers> = Pick<Handlers, M>;

function draftHandlers(
  context: HandlerContext,
): Some<
  | "about.get"
  | "home.list"
  | "wizard.state"
  | "wizard.answer"
  | "wizard.reset"
  | "name.look"
  | "practice.enter"
  | "practice.leave"
  | "link.open"
> {
  const { session, runner } = context;
  return {
    "about.get": async () => ok(aboutOf(session)),
    "home.list": async () => ok(await listServers(session)),
    "wizard.state": async () => ok(session.state()),
    "wizard.answer": async (change) => {
      const before = session.draft();
      const read = readName(session, change);
      if (!read.ok) return read;
      const after = changeDraft(before, read.value);
      if (after.name !== before.name) {
        if (runner.isBusy()) return refuse(busy(context));
        await session.signOutAll();
      }
      await session.setDraft(after);
      await leaveUndone(session, runner);
      await takeUpRun(session, runner);
      if (!runner.isBusy()) await context.watcher.keepTo(await stateOfDraft(session, runner));
      return ok(session.state());
    },
    "wizard.reset": () => beginAnew(context),
    "name.look": ({ name }) => lookAtName(session, name),
    "practice.enter": ({ journey }) => enterPractice(context, journey),
    "practice.leave": () =>
      session.ports.practiceOnly
        ? Promise.resolve(refuse(problem("practice-only")))
        : switchTo(context, "real", false),
    "link.open": async ({ link }) => ok({ opened: await session.ports.openLink(link) }),
  };
}

function aboutOf({ ports: { about, practiceOnly } }: WizardSession): Output<"about.get"> {
  return { ...about, practiceOnly };
}

function planHandlers({
  session,
  runner,
}: HandlerContext): Some<
  "questions.open" | "plan.make" | "records.look" | "plan.save" | "plan.open"
> {
  return {
    "questions.open": () => openQuestions(session),
    "plan.make": (how) => makeView(session, how),
    "records.look": async () => ok(await lookAtRecords(session)),
    "plan.save": () => savePlan(session),
    "plan.open": async ({ text }) =>
      runner.isBusy() ? refuse(busy({ runner })) : openPlan(session, text),
  };
}

function hostHandlers(
  context: HandlerContext,
): Some<
  "host.suggest" | "host.connect" | "host.acceptKey" | "host.answerPrompt" | "host.disconnect"
> {
  const { session } = context;
  return {
    "host.suggest": async () =>
      ok({ logins: [...session.world().suggest(session.draft().name ?? "")] }),
    "host.connect": async (input) =>
      context.runner.isBusy() ? refuse(busy(context)) : connectHost(session, input),
    "host.acceptKey": async ({ host, port, fingerprint }) => {
      session.logins().accept(host, port, fingerprint);
      return ok({ accepted: true });
    },
    "host.answerPrompt": async ({ id, answers }) =>
      ok({ taken: session.prompts.answer(id, answers) }),
    "host.disconnect": async ({ machine }) => {
      if (context.runner.isBusy()) return refuse(busy(context));
      await session.logins().signOut(machine);
      if (session.world().kind === "real") await session.ports.vault?.forget(machine);
      session.seen = null;
      session.tellState();
      return ok(session.state());
    },
  };
}

function runHandlers({
  session,
  runner,
}: HandlerContext): Some<
  | "preflight.run"
  | "apply.start"
  | "apply.resume"
  | "apply.stop"
  | "apply.askAgain"
  | "apply.state"
  | "run.undo"
  | "run.renew"
  | "proof.check"
  | "receipt.get"
  | "history.list"
> {
  return {
    "preflight.run": () => runPreflight(session),
    "apply.start": ({ digest }) => startApply(session, runner, digest),
    "apply.resume": ({ run }) => resumeApply(session, runner, run),
    "apply.stop": async () => ok(runner.stop()),
    "apply.askAgain": async () => ok(await runner.askAgain()),
    "apply.state": async () => ok(await stateOfDraft(session, runner)),
    "run.undo": (which) => undoRun(session, runner, which),
    "run.renew": ({ name }) => renewNow(session, runner, name),
    "proof.check": ({ name }) => proveAgain(session, name),
    "receipt.get": ({ run }) => readReceipt(session, run),
    "history.list": async ({ name }) => ok(await listRuns(session, name)),
  };
}

/** A name is kept as it was read; one that cannot be read is refused, and nothing of the change is kept. */
function readName<C extends { readonly name?: string | null }>(
  { ports }: WizardSession,
  change: C,
): Result<C, Problem> {
  if (change.name === undefined || change.name === null) return ok(change);
  const read = ports.readName(change.name);
  if (!read.ok) return refuse(badName(change.name, read.error));
  return ok({ ...change, name: read.value.name.text });
}

/** Logins and worlds stay as they are while a run uses them. */
function busy({ runner }: Pick<HandlerContext, "runner">): Problem {
  return problem("run-busy", { name: runner.state().name });
}

type Switched = Promise<Result<ReturnType<WizardSession["state"]>, Problem>>;

/** `wizard.reset` */
async function beginAnew({ session, runner, watcher }: HandlerContext): Switched {
  if (runner.isBusy()) return refuse(busy({ runner }));
  watcher.stop();
  await session.signOutAll();
  await session.setDraft(EMPTY_DRAFT);
  return ok(session.state());
}

async function switchTo(
  { session, runner, watcher }: HandlerContext,
  which: WorldKind,
  fresh: boolean,
): Switched {
  if (runner.isBusy()) return refuse(busy({ runner }));
  watcher.stop();
  const opened = await session.open(which, fresh);
  if (!opened.ok) return opened;
  runner.reset();
  // What waits there is watched, and shown to a window that is open.
  await watcher.follow(await stateOfDraft(session, runner));
  runner.amend({});
  session.tellState();
  return ok(session.state());
}

/** A journey begins in a fresh world with its name filled in; without one, practice goes on where it was. */
async function enterPractice(context: HandlerContext, journey: "a" | "b" | "c" | null): Switched {
  const { session } = context;
  const switched = await switchTo(context, "practice", journey !== null);
  if (!switched.ok || journey === null) return switched;
  const name = session.world().journeys[journey] ?? null;
  await session.setDraft({ ...session.draft(), station: "name", name });
  return ok(session.state());
}
