import type { Output } from "../../shared/api/contract.ts";
import type { Era } from "../../shared/domain/era.ts";
import { ERAS } from "../../shared/domain/era.ts";
import type { Plan, Step } from "../../shared/plan/plan.ts";
import type { InboundEra } from "../../shared/resolve/route.ts";
import { wayOfInbound } from "../route/way-of-inbound.ts";
import type { Way } from "../route/way.ts";

/** A plan as the engine hands it over. */
export type PlanView = Output<"plan.make">;

/** Steps that change something, as the list of changes counts them. */
export function changesOf({ steps }: Pick<Plan, "steps">): readonly Step[] {
  return steps.filter(({ kind }) => kind !== "prove" && kind !== "wait");
}

/** The changes by phase; phases are numbered as they are shown, for one may hold nothing that changes. */
export function changesByPhase(
  plan: Pick<Plan, "steps">,
): readonly { readonly number: number; readonly steps: readonly Step[] }[] {
  const changes = changesOf(plan);
  const phases = [...new Set(changes.map(({ phase }) => phase))];
  return phases.map((phase, index) => ({
    number: index + 1,
    steps: changes.filter((step) => step.phase === phase),
  }));
}

/** Whether a proxy hands requests on to Synapse once the plan is done; null where nothing tells. */
function proxiedAfter(plan: Plan): boolean | null {
  const files = plan.steps.flatMap((step) => (step.kind === "write-file" ? [step.file] : []));
  const leads = files.some(
    (file) => "documents" in file && file.opens.some(({ upstreamPort }) => upstreamPort !== null),
  );
  if (leads) return true;
  const ownPort = files.some(
    (file) => file.what === "synapse-config" && file.opens.some(({ tls }) => tls),
  );
  return ownPort ? false : null;
}

/** The line of an era now and after the plan. */
export function waysOf(plan: Plan, era: Era): { readonly now: Way; readonly after: Way } {
  const { now, end } = plan.eras;
  const none = { proxied: null, software: null };
  return {
    now: wayOfInbound(plan.serverName, era, now.inbound[era], none),
    after: wayOfInbound(plan.serverName, era, end.inbound[era], {
      ...none,
      proxied: proxiedAfter(plan),
    }),
  };
}

/** Whether each era reaches the server now, at every moment of the plan, and after it. */
export interface Reaching {
  readonly era: Era;
  readonly now: InboundEra["verdict"];
  readonly during: InboundEra["verdict"];
  readonly after: InboundEra["verdict"];
}

const WORST_FIRST: readonly InboundEra["verdict"][] = [
  "unreachable",
  "refused",
  "unknown",
  "reached",
];

/** Who reaches the server: now, at the worst moment on the way, and after. */
export function reachingOf({ eras }: Plan): readonly Reaching[] {
  return ERAS.map((era) => {
    const on = new Set(Object.values(eras.afterStep).map((view) => view.inbound[era].verdict));
    const during = WORST_FIRST.find((verdict) => on.has(verdict)) ?? eras.now.inbound[era].verdict;
    return {
      era,
      now: eras.now.inbound[era].verdict,
      during,
      after: eras.end.inbound[era].verdict,
    };
  });
}
