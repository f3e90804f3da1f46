import type { Answers } from "../../shared/answers/answers.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import type { Instant } from "../../shared/domain/instant.ts";
import type { ServerName } from "../../shared/domain/server-name.ts";
import { observeFacts } from "../../shared/facts/facts-observe.ts";
import type { Facts } from "../../shared/facts/facts.ts";
import type { Observe } from "../../shared/facts/observation.ts";
import { canonicalPlan } from "../../shared/plan/canonical.ts";
import { makePlan } from "../../shared/plan/make-plan.ts";
import type { ControlFacts, Plan, PlanInput, Refusal } from "../../shared/plan/plan.ts";
import { observeWorld } from "../../shared/facts/world-observe.ts";
import { controlOf, hostOf, withServer } from "../../shared/facts/world-server.ts";
import type { World } from "../../shared/facts/world-types.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { askForFindings } from "./findings.ts";
import { caaIdentitiesOf } from "./lets-encrypt.ts";
import { emptyFacts, logIn, openFactBook, surveyMachines, type Logins } from "./gather-facts.ts";
import type { Digest, Ports } from "./ports.ts";
import type { AcmeChoice, NameRequest, PlanRequest } from "./requests.ts";

/** More rounds of looking than any plan needs; a bound, so that a bug cannot look for ever. */
const MOST_ROUNDS = 12;

/** A plan or a refusal, with the facts it rests on and the logins that are still open. */
export interface Planned {
  readonly facts: Facts;
  readonly input: PlanInput;
  readonly result: Result<Plan, Refusal>;
  readonly digest: string;
  readonly logins: Logins;
}

/** What a decision is made from besides the facts. */
export interface Decision {
  readonly name: ServerName;
  readonly answers: Answers;
  readonly now: Instant;
  /** Which CA, and by which challenge; absent: not chosen yet. */
  readonly acme?: AcmeChoice;
}

/**
 * Live facts say nothing of who controls what: it is the person's own unless an answer says otherwise.
 * HTTP-01 is the one challenge that the engine can answer so far.
 */
const LIVE_CONTROL: ControlFacts = {
  web: "me",
  dns: "me",
  certificateFor: null,
  challenges: ["http-01"],
  ports: [],
};

/** Makes the input of a plan from facts. The same facts and answers give the same plan. */
export function planInput(
  { acme, ...decision }: Decision,
  facts: Facts,
  observe: Observe = observeFacts(facts),
): PlanInput {
  return {
    ...decision,
    observe,
    host: facts.host?.known === true ? facts.host.value : null,
    web: facts.web?.known === true ? facts.web.value : null,
    control: { ...LIVE_CONTROL, ...authority(acme) },
  };
}

/** What the choice of a CA says of itself in CAA records. */
function authority(acme: AcmeChoice | undefined): Pick<ControlFacts, "caaIdentities"> {
  const identities = acme === undefined ? null : caaIdentitiesOf(acme.directory);
  return identities === null ? {} : { caaIdentities: identities };
}

/** The digest that is approved (`cli.md`, "Digest"); empty for a refusal. */
export function digestOf(result: Result<Plan, Refusal>, digest: Digest): string {
  return result.ok ? digest(canonicalPlan(result.value)) : "";
}

/**
 * Looks and plans until nothing is missing: a plan asks its questions, those without an answer are
 * looked up all at once, and it is made again. Logins stay open for whoever goes on.
 */
export async function planLive(
  ports: Ports,
  request: PlanRequest,
): Promise<Result<Planned, Problem>> {
  if (request.world) return planWorld(ports, request, request.world);
  if (request.facts) return ok(planOffline(ports, request, request.facts));
  ports.emit({ event: "looking", step: null, data: { name: request.name.text } });
  const logins = await logIn(ports, request);
  if (!logins.ok) return logins;
  const machines = await surveyMachines(ports, request, logins.value);
  if (!machines.ok) {
    await closeLogins(logins.value);
    return refuse(machines.error);
  }
  const start = { ...emptyFacts(ports, request), ...machines.value };
  const planned = await planUntilComplete(ports, request, start, planAndLook);
  ports.emit({ event: "looked", step: null, data: { name: request.name.text } });
  return ok({ ...planned, digest: digestOf(planned.result, ports.digest), logins: logins.value });
}

/** Findings go with every plan; what they need is looked up beside the plan's own questions. */
function planAndLook(input: PlanInput): Result<Plan, Refusal> {
  askForFindings(input);
  return makePlan(input);
}

/** Runs `make` over a growing book of facts until it asks nothing new; gives its last result and the facts. */
export async function planUntilComplete<R>(
  ports: Ports,
  request: PlanRequest,
  start: Facts,
  make: (input: PlanInput) => R,
): Promise<{ readonly facts: Facts; readonly input: PlanInput; readonly result: R }> {
  const book = openFactBook(ports, start);
  const decision = decisionOf(ports, request);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    make(planInput(decision, start, book.observe));
    if (!(await book.fetchMissing())) break;
  }
  const facts = book.facts();
  const input = planInput(decision, facts);
  return { facts, input, result: make(input) };
}

/** The moment for deciding: `--now` where given, else the clock. */
export function decisionOf(
  ports: Ports,
  request: NameRequest & { readonly answers: Answers; readonly acme?: AcmeChoice },
): Decision {
  const { name, answers, acme } = request;
  const now = request.now ?? ports.clock.now();
  return { name, answers, now, ...(acme === undefined ? {} : { acme }) };
}

/** Closes whatever is open. */
export async function closeLogins(logins: Logins): Promise<void> {
  await Promise.all([logins.host?.close(), logins.web?.close()]);
}

/** A world file judges its own server alone (`cli.md`: another name is 65). */
function planWorld(ports: Ports, request: PlanRequest, file: World): Result<Planned, Problem> {
  const world = withServer(file, request.name.text);
  if (world.server !== null && world.server.name !== request.name.text) {
    return refuse(
      problem("input-file-bad", {
        path: "--world",
        why: "other-name",
        name: world.server.name,
      }),
    );
  }
  const { acme } = request;
  const input: PlanInput = {
    name: request.name,
    answers: request.answers,
    now: worldNow(ports, request, world),
    observe: observeWorld(world),
    host: hostOf(world),
    web: null,
    control: {
      ...controlOf(world),
      ...authority(acme),
      ...(acme.challenge === undefined ? {} : { challenges: [acme.challenge] }),
    },
  };
  const result = makePlan(input);
  const facts = emptyFacts(ports, request);
  return ok({
    facts,
    input,
    result,
    digest: digestOf(result, ports.digest),
    logins: { host: null, web: null },
  });
}

/** `--now` wins, else the file's, else the clock (`cli.md`, "A world file"). */
export function worldNow(ports: Ports, request: NameRequest, world: World): Instant {
  return request.now ?? world.now ?? ports.clock.now();
}

function planOffline(ports: Ports, request: PlanRequest, facts: Facts): Planned {
  const input = planInput(decisionOf(ports, request), facts);
  const result = makePlan(input);
  return {
    facts,
    input,
    result,
    digest: digestOf(result, ports.digest),
    logins: { host: null, web: null },
  };
}
