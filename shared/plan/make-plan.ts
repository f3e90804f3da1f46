import { ok, refuse, type Result } from "../domain/result.ts";
import { remember } from "../resolve/drive.ts";
import { alternativesOf } from "./alternatives.ts";
import { clientBaseUrl, presentlyTold } from "./choose-well-known.ts";
import { withSpan } from "./consents.ts";
import { defaultSiteConsents } from "./default-site.ts";
import { doubtsOf } from "./doubts.ts";
import { presentPlan } from "./nothing-to-do.ts";
import type { Plan, PlanInput, Publish, Refusal } from "./plan.ts";
import { reasonsOf } from "./plan-reasons.ts";
import { reason } from "./reason.ts";
import { nameRefusal, refusalOf } from "./refusal.ts";
import { search, type Known } from "./search.ts";
import { situationOf, type Situation } from "./situation.ts";
import type { Weighed } from "./weigh.ts";

/**
 * Makes the plan that leads every era of the audience to the homeserver, or says why none does and
 * what would help (design section 3). Pure: asks `input.observe` and nothing else; an answer that was
 * never told counts as unknown, so who looks live plans again once it has been fetched.
 */
export function makePlan(input: PlanInput): Result<Plan, Refusal> {
  const situation = situationOf({ ...input, observe: remember(input.observe) });
  const known: Known = new Map();
  const made = madeFor(situation, known);
  const chosen = made.ok ? made.value.recommended : null;
  const fixed = nameRefusal(situation) !== null;
  const alternatives = fixed ? [] : alternativesOf(situation, chosen, known);
  return made.ok
    ? ok(withOffer({ ...made.value, alternatives }))
    : refuse({ ...made.error, alternatives });
}

/** Where nothing has to be published a file may be all the same, if one can be (design section 3). */
function withOffer(plan: Plan): Plan {
  const [first, ...others] = plan.reasons;
  const file = plan.alternatives.find(({ method }) => method === "well-known");
  const offered = first?.code === "method-none" && file?.blockedBy.length === 0;
  return offered ? { ...plan, reasons: [first, reason("for-completeness"), ...others] } : plan;
}

/** The same plan or refusal without its alternatives, for who needs no others to choose from: the prover. */
export function makePlanAlone(input: PlanInput): Result<Plan, Refusal> {
  return madeFor(situationOf({ ...input, observe: remember(input.observe) }), new Map());
}

function madeFor(situation: Situation, known: Known): Result<Plan, Refusal> {
  const fixed = nameRefusal(situation);
  if (fixed !== null) return refuse(fixed);
  const present = presentPlan(situation);
  if (present !== null) return ok(present);
  const { chosen, weighed } = search(situation, known);
  return chosen === null
    ? refuse(refusalOf(situation, weighed))
    : ok(planOf(situation, chosen, weighed));
}

function planOf(situation: Situation, chosen: Weighed, weighed: readonly Weighed[]): Plan {
  const { way, certificate } = chosen.decision;
  return {
    format: 1,
    serverName: situation.input.name.text,
    hostKey: situation.input.host?.hostKey ?? null,
    recommended: way.method,
    delegation: { method: way.method, delegatedName: way.delegatedName, port: way.port },
    audience: situation.audience,
    certificate: certificate.certificate,
    publish: publishOf(situation, chosen),
    steps: chosen.steps,
    alternatives: [],
    reasons: reasonsOf(situation, chosen, weighed),
    consents: [
      ...certificate.consents.map((each) => withSpan(each, chosen.steps)),
      ...chosen.cutOff,
      ...defaultSiteConsents(situation, chosen.steps),
      ...doubtsOf(situation, chosen.steps, certificate.certificate),
    ],
    eras: chosen.eras,
  };
}

function publishOf(situation: Situation, chosen: Weighed): Publish {
  const { wellKnown, srv, place, way } = chosen.decision;
  const base = clientBaseUrl(situation, way);
  const published = wellKnown.files.some((file) => file.url.endsWith("/client"));
  const client = published ? base : presentlyTold(situation).client;
  return {
    wellKnownServer: way.method === "well-known" ? { "m.server": way.hostHeader } : null,
    wellKnownClient: client === null ? null : { "m.homeserver": { base_url: client } },
    records: [...place.records, ...srv.records],
  };
}
