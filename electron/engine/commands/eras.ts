import { DEFAULT_AUDIENCE } from "../../../shared/answers/answers.ts";
import type { Era } from "../../../shared/domain/era.ts";
import { observeWorld } from "../../../shared/facts/world-observe.ts";
import { withServer } from "../../../shared/facts/world-server.ts";
import type { PlanEras } from "../../../shared/plan/plan.ts";
import type { Problem } from "../../../shared/problems/problem.ts";
import { erasView } from "../../../shared/resolve/eras.ts";
import type { ErasView, Verdict } from "../../../shared/resolve/route.ts";
import { EXIT, type CommandResult } from "../command-result.ts";
import { exitOfProblem } from "../exit-of.ts";
import { findingsOf } from "../findings.ts";
import { closeLogins, planLive, worldNow } from "../live-plan.ts";
import type { Ports } from "../ports.ts";
import type { PlanRequest } from "../requests.ts";

/** How software of each era reaches a name now, after each step of the plan, and at its end. */
export async function eras(ports: Ports, request: PlanRequest): Promise<CommandResult> {
  const world = request.world && withServer(request.world, request.name.text);
  if (world && world.server?.name !== request.name.text) {
    const { name } = request;
    const seen = { name, observe: observeWorld(world), now: worldNow(ports, request, world) };
    const view = erasView(name, seen.observe, seen.now, null);
    const problems = findingsOf(seen, ports.network, audienceOf(request));
    return document(request, { inbound: view.inbound }, view, problems);
  }
  const planned = await planLive(ports, request);
  if (!planned.ok) {
    const why = planned.error;
    return { exit: exitOfProblem(why), name: request.name.text, problems: [why], document: {} };
  }
  await closeLogins(planned.value.logins);
  const { input, result } = planned.value;
  const view: PlanEras = result.ok ? result.value.eras : result.error.eras;
  const { inbound, outbound } = view.now;
  const rest = result.ok ? { afterStep: view.afterStep, end: view.end } : {};
  const problems = findingsOf(input, ports.network, audienceOf(request));
  return document(request, { inbound, outbound, ...rest }, view.now, problems);
}

function audienceOf({ answers }: PlanRequest): readonly Era[] {
  return answers.audience ?? DEFAULT_AUDIENCE;
}

function document(
  request: PlanRequest,
  shown: object,
  now: ErasView,
  problems: readonly Problem[],
): CommandResult {
  const audience = audienceOf(request);
  return {
    exit: exitOf(audience, now),
    name: request.name.text,
    problems,
    document: { eras: shown, audience },
  };
}

/** 0: every era of the audience reaches the server; 1: one does not; 2: of one it cannot be told. */
function exitOf(audience: readonly Era[], now: ErasView): number {
  const verdicts: readonly Verdict[] = audience.map((era) => now.inbound[era].verdict);
  if (verdicts.some((verdict) => verdict === "refused" || verdict === "unreachable"))
    return EXIT.bad;
  return verdicts.includes("unknown") ? EXIT.unknown : EXIT.good;
}
