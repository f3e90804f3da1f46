import { parseServerName } from "../../shared/domain/server-name.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { planDiffers } from "../../shared/plan/compare-plans.ts";
import type { Plan, PlanInput } from "../../shared/plan/plan.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { approvedMachines } from "./approved-machines.ts";
import type { CommandResult } from "./command-result.ts";
import { carryOut } from "./carry-out.ts";
import { exitOfProblem } from "./exit-of.ts";
import { logIn, type Logins } from "./gather-facts.ts";
import { closeLogins, digestOf, planLive } from "./live-plan.ts";
import type { StoredRun } from "./open-runs.ts";
import { planAgain } from "./plan-again.ts";
import type { Ports } from "./ports.ts";
import { readRunInput, type RunInput } from "./run-documents.ts";
import { loosenLocks } from "./machine-locks.ts";
import { openJournal } from "./run-context.ts";
import { keysOf, openSession } from "./session.ts";
import { unknownStep } from "./stop-after.ts";
import type { ApplyRequest, NameRequest } from "./requests.ts";

/** How to go on with a run. */
export type Continuing = Pick<ApplyRequest, "waitSeconds" | "stopAfter" | "approveDigest"> &
  Partial<Pick<ApplyRequest, "answers" | "planDigest" | "acme" | "webRoot">>;

/**
 * Goes on with a run that waits or was interrupted: its plan is made again from the inputs that were
 * kept, and must have the digest that was approved. Where a person was waited for, the world may have
 * changed: it is looked at again, and steps that nobody approved stop the run (`cli.md`, "Digest").
 */
export async function continueRun(
  ports: Ports,
  stored: StoredRun,
  how: Continuing,
): Promise<CommandResult> {
  const name = stored.view.name;
  const again = await remake(ports, stored);
  if (!again.ok) return ended(name, stored.run, again.error);
  const unknown = unknownStep(again.value.plan, how.stopAfter);
  if (unknown !== null) return ended(name, stored.run, unknown);
  const logins = await reopen(ports, stored, again.value, how);
  if (!logins.ok) return ended(name, stored.run, logins.error);
  const session = openSession(ports, logins.value, keysOf(again.value.kept.facts));
  try {
    return await carryOut(ports, session, {
      run: stored.run,
      digest: stored.view.digest,
      plan: again.value.plan,
      input: again.value.input,
      acme: again.value.kept.acme,
      preflight: [],
      waitSeconds: how.waitSeconds,
      stopAfter: how.stopAfter,
    });
  } finally {
    await session.close();
  }
}

interface Remade {
  readonly kept: RunInput;
  readonly input: PlanInput;
  readonly plan: Plan;
  readonly request: NameRequest;
}

async function remake(ports: Ports, stored: StoredRun): Promise<Result<Remade, Problem>> {
  const kept = await readRunInput(ports, stored.run);
  const name = parseServerName(stored.view.name);
  if (kept === null || !name.ok) {
    const path = `${ports.store.pathOf(stored.run)}/input.json`;
    return refuse(problem("state-damaged", { run: stored.run, path }));
  }
  const { input, result } = planAgain(name.value, kept);
  const digest = digestOf(result, ports.digest);
  if (!result.ok || digest !== stored.view.digest) return refuse(changedIn(stored, digest));
  const request: NameRequest = {
    name: name.value,
    now: null,
    withHost: kept.facts.host !== null,
    webRoot: kept.webRoot,
  };
  return ok({ kept, input, plan: result.value, request });
}

async function reopen(
  ports: Ports,
  stored: StoredRun,
  again: Remade,
  how: Continuing,
): Promise<Result<Logins, Problem>> {
  const waited = Object.values(stored.view.steps).some((step) => step.state === "waiting");
  const another = asksForAnother(stored, again.kept, how);
  if (another && !waited)
    return refuse(problem("run-open", { run: stored.run, kind: again.kept.kind }));
  if (!waited || again.kept.kind === "renew") return logIn(ports, again.request);
  const answers = how.answers ?? again.kept.answers;
  const fresh = await planLive(ports, {
    ...again.request,
    // A login to the website that was not there when the run began makes another plan.
    webRoot: how.webRoot ?? again.request.webRoot,
    answers,
    facts: null,
    acme: again.kept.acme,
  });
  if (!fresh.ok) return fresh;
  const { result, logins, digest } = fresh.value;
  if (result.ok && !another && !planDiffers(result.value, again.plan)) return ok(logins);
  await closeLogins(logins);
  return refuse(changedIn(stored, digest));
}

/** The open run is named: it is what has to come to its end. */
function changedIn({ run, view }: StoredRun, digest: string): Problem {
  return problem("plan-changed", { digest, run, name: view.name });
}

/** What is asked for now is not what was approved: another digest, other answers, another CA. */
function asksForAnother(stored: StoredRun, kept: RunInput, how: Continuing): boolean {
  const named = [how.approveDigest, how.planDigest].filter((each) => typeof each === "string");
  if (named.some((digest) => digest !== stored.view.digest)) return true;
  const answers = how.answers !== undefined && !isSame(how.answers, kept.answers);
  return answers || (how.acme !== undefined && !isSame(how.acme, kept.acme));
}

/** Plain data that says the same, whatever the order of its keys. */
function isSame(a: object, b: object): boolean {
  return sortedText(a) === sortedText(b);
}

function sortedText(value: object): string {
  return JSON.stringify(Object.entries(value).toSorted(([x], [y]) => (x < y ? -1 : 1)));
}

function ended(name: string, run: string, why: Problem): CommandResult {
  const document = { run, digest: why.data["digest"] ?? null, outcome: null, steps: [] };
  return { exit: exitOfProblem(why), name, problems: [why], document };
}

/**
 * A plan that has changed since its approval goes on only when the new digest itself was approved.
 * True then: what the old run has done stands, and what is left of the way is a run of its own.
 */
export async function supersede(
  ports: Ports,
  stored: StoredRun,
  continued: CommandResult,
): Promise<boolean> {
  const changed = continued.problems.find((one) => one.code === "plan-changed");
  const digest = changed?.data["digest"];
  if (typeof digest !== "string" || digest === "") return false;
  const kept = await readRunInput(ports, stored.run);
  const how = await ports.approve({
    digest,
    name: stored.view.name,
    machines: approvedMachines(ports.hosts, [kept?.facts ?? null]),
    changes: 0,
    terms: null,
    certificateNames: [],
  });
  if (how !== "digest" && how !== "prompt") return false;
  if (!(await isFree(ports, stored))) return false;
  await openJournal(ports, stored.run).add({ event: "outcome", outcome: "superseded" });
  return true;
}

/** Nobody takes up a run again that another took the place of: what it may have left locked is given back before. */
async function isFree(ports: Ports, stored: StoredRun): Promise<boolean> {
  if (stored.view.locked.length === 0) return true;
  const kept = await readRunInput(ports, stored.run);
  if (kept === null) return false;
  const session = openSession(ports, { host: null, web: null }, keysOf(kept.facts));
  try {
    return await loosenLocks(ports, session, stored);
  } finally {
    await session.close();
  }
}
