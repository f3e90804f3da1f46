import { ERAS, type Era } from "../domain/era.ts";
import { inboundOnce } from "../resolve/inbound-once.ts";
import { outboundEras } from "../resolve/outbound.ts";
import type { ErasView } from "../resolve/route.ts";
import { announcingSteps, preparingSteps, retiringSteps } from "./announce-steps.ts";
import { cutOffOf } from "./consents.ts";
import { decide, type Decision } from "./decision.ts";
import { effectsOf, isNoticed, worldWith, type EffectContext } from "./effects.ts";
import { hostSteps } from "./host-steps.ts";
import { liveNameConsents } from "./live-names.ts";
import { orderPhases } from "./order-phases.ts";
import type { PlanEras, Reason, Step } from "./plan.ts";
import { proveSteps } from "./prove-steps.ts";
import { reason } from "./reason.ts";
import { ownVersion, type Situation } from "./situation.ts";
import { listenersAfter, synapseReadsCertificate } from "./synapse-keys.ts";
import type { Way } from "./way.ts";
import { withGoodWebsite } from "./website-file.ts";

/** A way with its steps, and what stands against it: known beforehand, or found by looking at its end. */
export interface Weighed {
  readonly decision: Decision;
  readonly steps: readonly Step[];
  readonly blockedBy: readonly Reason[];
  /** Eras that reach the server before a step and not after it, and others whose name is taken: a way without them is taken first. */
  readonly cutOff: readonly Reason[];
  readonly eras: PlanEras;
}

/** Decides a way, orders its steps, and looks whether every era of the audience reaches its end. */
export function weigh(situation: Situation, way: Way): Weighed {
  const decision = decide(situation, way);
  const unchanged = { now: situation.now, afterStep: {}, end: situation.now };
  if (decision.blockedBy.length > 0) {
    return { decision, steps: [], blockedBy: decision.blockedBy, cutOff: [], eras: unchanged };
  }
  const steps = orderPhases(allSteps(situation, decision));
  const end = viewAfter(situation, decision, steps);
  const blockedBy = unreached(situation, end);
  if (blockedBy.length > 0) return { decision, steps, blockedBy, cutOff: [], eras: unchanged };
  const eras = erasOf(situation, decision, steps, end);
  const cutOff = [
    ...cutOffOf(eras, steps),
    ...cutOffLater(situation, decision, steps),
    ...liveNameConsents(situation, decision.place.records),
  ];
  return { decision, steps, blockedBy, cutOff, eras };
}

/**
 * Eras that a file which nobody believes today leads away once its website's certificate is renewed: those
 * that it would have led here before some step, and those promised that it does not lead here in the end.
 */
function cutOffLater(
  situation: Situation,
  decision: Decision,
  steps: readonly Step[],
): readonly Reason[] {
  const { later, audience, host } = situation;
  if (later === null) return [];
  const lost = new Set<Era>();
  let before = later;
  for (const [at, step] of steps.entries()) {
    if (!isNoticed(step)) continue;
    const after = inboundAfter(situation, decision, steps.slice(0, at + 1), host);
    for (const era of ERAS)
      if (before[era].verdict === "reached" && after[era].verdict !== "reached") lost.add(era);
    before = after;
  }
  const eras = ERAS.filter(
    (era) => lost.has(era) || (audience.includes(era) && before[era].verdict !== "reached"),
  );
  if (eras.length === 0) return [];
  return [reason("consent-website-renewed", { name: host, eras: eras.join(", ") })];
}

/** The time view of a way: after each step, and at the end. */
function erasOf(
  situation: Situation,
  decision: Decision,
  steps: readonly Step[],
  end: ErasView,
): PlanEras {
  const last = steps.findLastIndex(isNoticed);
  const afterStep: { [step: string]: ErasView } = {};
  let view = situation.now;
  for (const [at, step] of steps.entries()) {
    if (at === last) view = end;
    else if (isNoticed(step)) view = viewAfter(situation, decision, steps.slice(0, at + 1));
    afterStep[step.id] = view;
  }
  return { now: situation.now, afterStep, end: view };
}

/** What effects depend on besides the steps. */
export function contextOf(situation: Situation, decision: Decision): EffectContext {
  const present = situation.input.host?.synapse?.listeners ?? [];
  const listeners = listenersAfter(situation, decision, present);
  return {
    serverName: situation.input.name.text,
    own: situation.own,
    certificate: decision.certificate.certificate,
    served: decision.certificate.served,
    tlsPorts: present.filter((each) => each.tls).map((each) => each.port),
    synapseReads: synapseReadsCertificate(situation, decision, listeners),
  };
}

function allSteps(situation: Situation, decision: Decision): ReturnType<typeof hostSteps> {
  const before = [...preparingSteps(situation, decision), ...hostSteps(situation, decision)];
  const announce = announcingSteps(situation, decision);
  const retire = retiringSteps(situation, decision);
  return proveSteps(decision, before, announce, retire);
}

function viewAfter(situation: Situation, decision: Decision, steps: readonly Step[]): ErasView {
  const inbound = inboundAfter(situation, decision, steps, null);
  return { inbound, outbound: outboundEras(ownVersion(situation.input)) };
}

/** How peers fare after steps; with `believed` once that host's website has a good certificate, too. */
function inboundAfter(
  situation: Situation,
  decision: Decision,
  steps: readonly Step[],
  believed: string | null,
): ErasView["inbound"] {
  const { name, observe, now } = situation.input;
  const effects = effectsOf(steps);
  const context = contextOf(situation, decision);
  return inboundOnce(name, observe, now, JSON.stringify([effects, context, believed]), () => {
    const world = worldWith(observe, effects, context);
    return believed === null ? world : withGoodWebsite(world, believed);
  });
}

function unreached(situation: Situation, view: ErasView): readonly Reason[] {
  const missed = situation.audience.filter((era) => view.inbound[era].verdict !== "reached");
  const records =
    (situation.srvFed?.records.length ?? 0) + (situation.srvLegacy?.records.length ?? 0);
  const stuck = missed.length > 0 && records > 0 && situation.dns === "nobody";
  return [
    ...missed.map((era) =>
      reason("era-not-reached", { era, why: view.inbound[era].why ?? "unknown" }),
    ),
    ...(stuck ? [reason("dns-nobody", { name: situation.host })] : []),
  ];
}
