import type { Era } from "../../shared/domain/era.ts";
import type { Observe } from "../../shared/facts/observation.ts";
import type { PlanInput } from "../../shared/plan/plan.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { diagnose } from "../../shared/verify/diagnose.ts";
import { furtherQuestions } from "../../shared/verify/further-questions.ts";
import { lookAt } from "../../shared/verify/look-at.ts";
import { TODAY, type Look } from "../../shared/verify/look.ts";
import type { Network } from "./ports.ts";

/** What findings are made from: a world, facts, or what planning has asked the network. */
export type Seen = Pick<PlanInput, "name" | "now"> & { readonly observe: Observe };

/**
 * What is wrong now with how others reach a name (`problems.md`), by answers that are there already;
 * nothing is asked. `audience`: eras whose failure is told beside that of today's peers.
 */
export function findingsOf(
  seen: Seen,
  network: Pick<Network, "isRerouted">,
  audience: readonly Era[],
): readonly Problem[] {
  return diagnose(lookOf(seen, audience, network.isRerouted ?? false));
}

/**
 * Asks what findings need beside the resolution (other `Host` headers, records under wrong names), so
 * that whoever keeps a book of facts looks it up and finds it there again. Too early before an end is seen.
 */
export function askForFindings(seen: Seen): void {
  const look = lookOf(seen, [], false);
  if (look.inbound[TODAY].verdict === "unknown") return;
  for (const query of furtherQuestions(look)) seen.observe(query);
}

function lookOf({ name, observe, now }: Seen, audience: readonly Era[], isRerouted: boolean): Look {
  return lookAt(name, observe, { now, audience, isRerouted });
}
