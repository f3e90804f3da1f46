import type { Output } from "../../shared/api/contract.ts";
import type { Answers } from "../../shared/answers/answers.ts";
import { jsonPlaceOf } from "../../shared/domain/json-place.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { answerFaq } from "../../shared/faq/faq.ts";
import { timelineFor } from "../../shared/faq/timeline.ts";
import { makePlan } from "../../shared/plan/make-plan.ts";
import type { PlanInput } from "../../shared/plan/plan.ts";
import { questions, type MootQuestion } from "../../shared/plan/questions.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import {
  closeLogins,
  decisionOf,
  digestOf,
  planInput,
  planLive,
  planUntilComplete,
  type Planned,
} from "./live-plan.ts";
import { isoOf } from "./iso-time.ts";
import { isRecordThere } from "./perform/record-there.ts";
import type { Ports } from "./ports.ts";
import { comingChecks, firstFailure, preflight } from "./preflight.ts";
import type { PreflightInput } from "./preflight-check.ts";
import type { PlanRequest } from "./requests.ts";
import { readSavedPlan, writeSavedPlan } from "./saved-plan.ts";
import { openSession, type Session } from "./session.ts";
import type { WizardSession } from "./wizard-session.ts";

const NO_LOGINS = { host: null, web: null } as const;
const NEVER = new AbortController().signal;

/** Looks and plans for the draft. Facts of the last look are used again unless `fresh` is asked for; missing ones are looked up. */
export async function look(
  session: WizardSession,
  how: { readonly answers?: Answers; readonly fresh?: boolean } = {},
): Promise<Result<Planned, Problem>> {
  const request = session.request(how.answers);
  if (!request.ok) return request;
  const ports = session.engine(NEVER, { network: watched(session, request.value) });
  const seen = session.seen;
  const isUsable = seen !== null && how.fresh !== true && restsOn(seen, request.value);
  const planned = isUsable
    ? await planAgain(ports, request.value, seen)
    : await planLive(ports, request.value);
  if (!planned.ok) return planned;
  await closeLogins(planned.value.logins);
  session.seen = planned.value;
  return planned;
}

/** The same facts can be used while the name and the logins are the same. */
function restsOn({ facts }: Planned, request: PlanRequest): boolean {
  const isSame = facts.serverName === request.name.text;
  return (
    isSame &&
    (facts.host !== null) === request.withHost &&
    (facts.web !== null) === (request.webRoot !== null)
  );
}

async function planAgain(
  ports: Ports,
  request: PlanRequest,
  seen: Planned,
): Promise<Result<Planned, Problem>> {
  const planned = await planUntilComplete(ports, request, seen.facts, makePlan);
  return ok({ ...planned, digest: digestOf(planned.result, ports.digest), logins: NO_LOGINS });
}

/** Tells the page of every answer that comes in, so that the line can grow. */
function watched(session: WizardSession, { name }: PlanRequest): Ports["network"] {
  return observedNetwork(session, name.text);
}

/** The network of the open world, telling of every question that was answered. */
export function observedNetwork(session: WizardSession, name: string): Ports["network"] {
  const { network } = session.world();
  let count = 0;
  return {
    ...network,
    observe: async (query) => {
      const seen = await network.observe(query);
      count += 1;
      session.emit({ event: "observed", name, asked: query.ask, count });
      return seen;
    },
  };
}

/** The plan as the page shows it. */
export function viewOf(planned: Planned, withHost: boolean): Output<"plan.make"> {
  const { result, digest, facts, input } = planned;
  const plan = result.ok ? result.value : null;
  const refusal = result.ok ? null : result.error;
  return {
    name: input.name.text,
    digest,
    plan,
    refusal,
    faq: answerFaq(input, plan, refusal),
    timeline: [...timelineFor(input.host?.synapse?.version ?? null)],
    lookedAt: facts.at,
    withHost,
  };
}

/** `plan.make` */
export async function makeView(
  session: WizardSession,
  how: { readonly answers?: Answers; readonly fresh?: boolean },
): Promise<Result<Output<"plan.make">, Problem>> {
  const planned = await look(session, how);
  return planned.ok ? ok(viewOf(planned.value, planned.value.facts.host !== null)) : planned;
}

/** `records.look`: what DNS says at this moment, without any login; nothing where nothing was planned. */
export async function lookAtRecords(session: WizardSession): Promise<Output<"records.look">> {
  const { seen } = session;
  const records = seen?.result.ok === true ? seen.result.value.publish.records : [];
  const looker = { ports: session.world() };
  const looked = await Promise.all(
    records.map(async (record) => {
      const { name, type, value } = record;
      return { name, type, value, there: await isRecordThere(looker, record) };
    }),
  );
  return { at: isoOf(session.ports.now()), records: looked };
}

/** `questions.open` */
export async function openQuestions(
  session: WizardSession,
): Promise<Result<Output<"questions.open">, Problem>> {
  const planned = await look(session);
  if (!planned.ok) return planned;
  const { input } = planned.value;
  const { open, moot } = questions(input);
  return ok({ open: [...open], moot: moot.map((each) => withChoices(each, input)) });
}

/** Whoever comes back to the certificate is offered what they were offered at first. */
function withChoices(moot: MootQuestion, input: PlanInput): MootQuestion {
  if (moot.key !== "certificate" || input.answers.certificate === undefined) return moot;
  const { certificate: _answered, ...answers } = input.answers;
  const before = questions({ ...input, answers }).open.find(({ key }) => key === moot.key);
  return before === undefined ? moot : { ...moot, choices: before.choices };
}

/** `plan.save` */
export async function savePlan(
  session: WizardSession,
): Promise<Result<Output<"plan.save">, Problem>> {
  const planned = await look(session);
  if (!planned.ok) return planned;
  const { facts, digest, input } = planned.value;
  const { answers, name } = input;
  const practice = session.world().kind === "practice";
  const saved = { name: name.text, digest, answers, facts };
  const fileName = `${practice ? "practice-" : ""}${name.text.replaceAll(/[^A-Za-z0-9.-]/g, "_")}.plan.json`;
  return ok({ fileName, text: writeSavedPlan(saved, session.ports.now(), practice) });
}

/** `plan.open`: the draft becomes the file's; the plan is made again from the file's facts. */
export async function openPlan(
  session: WizardSession,
  text: string,
): Promise<Result<Output<"plan.open">, Problem>> {
  const saved = readSavedPlan(text);
  if (!saved.ok) return saved;
  const read = session.ports.readName(saved.value.name);
  if (!read.ok || saved.value.facts.serverName !== read.value.name.text) {
    const { line } = jsonPlaceOf(text, ["name"]);
    const fault = { where: "name", line, fault: "not-that" };
    return refuse(problem("plan-file-bad", { path: "", ...fault }));
  }
  const { answers, facts, digest } = saved.value;
  const { name } = read.value;
  const ports = session.engine(NEVER);
  const decision = decisionOf(ports, { name, now: null, withHost: false, webRoot: null, answers });
  const input = planInput(decision, facts);
  const result = makePlan(input);
  const again = digestOf(result, ports.digest);
  const draft = session.draft();
  const isOther = draft.name !== name.text;
  // Another name is another server: whoever was signed in to was so for the one before.
  if (isOther) await session.signOutAll();
  await session.setDraft({
    ...draft,
    station: "plan",
    name: name.text,
    answers,
    ...(isOther ? { host: null, web: null, withHost: null } : {}),
    run: null,
  });
  const planned: Planned = { facts, input, result, digest: again, logins: NO_LOGINS };
  session.seen = planned;
  const view = viewOf(planned, facts.host !== null);
  return ok({ state: session.state(), view, changed: again !== digest });
}

/** `preflight.run`: a fresh look and every check; what comes is told at once, and each as soon as it is there. */
export async function runPreflight(
  session: WizardSession,
): Promise<Result<Output<"preflight.run">, Problem>> {
  const ports = session.engine(NEVER);
  const over = openSession(ports, NO_LOGINS, { host: null, web: null });
  const checking = { session, ports, over };
  try {
    // The plan on the page tells most of what is to come, before the fresh look is over.
    if (session.seen !== null) tellComing(checking, session.seen);
    const planned = await look(session, { fresh: true });
    if (!planned.ok) return planned;
    const { result, digest, input } = planned.value;
    const given = tellComing(checking, planned.value);
    if (!result.ok || given === null)
      return refuse(problem("plan-refused", { name: input.name.text }));
    const checks = await preflight(ports, over, given, (row) =>
      session.emit({ event: "preflight", row }),
    );
    return ok({ digest, checks: [...checks], mayBegin: firstFailure(checks) === null });
  } finally {
    await over.close();
  }
}

interface Checking {
  readonly session: WizardSession;
  readonly ports: Ports;
  readonly over: Session;
}

function tellComing(
  { session, ports, over }: Checking,
  { result, input }: Planned,
): PreflightInput | null {
  if (!result.ok) return null;
  const given = { plan: result.value, input, acme: session.world().acmeChoice };
  const rows = comingChecks(ports, over, given).map(({ check, subject, seenFrom }) => ({
    check,
    subject,
    seenFrom,
  }));
  session.emit({ event: "preflight-coming", rows });
  return given;
}
