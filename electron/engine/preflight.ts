import type { Problem } from "../../shared/problems/problem.ts";
import type { Ports } from "./ports.ts";
import type { ComingCheck, PreflightCheck, PreflightInput } from "./preflight-check.ts";
import { hostChecks } from "./preflight-host.ts";
import { networkChecks } from "./preflight-network.ts";
import type { Session } from "./session.ts";

export type { PreflightCheck } from "./preflight-check.ts";

/** Looks from desktop, host and CA whether the plan can work; changes nothing anywhere. `tell` hears of each check as soon as it is there. */
export async function preflight(
  ports: Ports,
  session: Session,
  given: PreflightInput,
  tell: (check: PreflightCheck) => void = () => undefined,
): Promise<readonly PreflightCheck[]> {
  const told = async (check: Promise<PreflightCheck>): Promise<PreflightCheck> => {
    const seen = await check;
    tell(seen);
    return seen;
  };
  return Promise.all(comingChecks(ports, session, given).map(({ look }) => told(look())));
}

/** What `preflight` looks at, in its order; nothing is looked at yet. */
export function comingChecks(
  ports: Ports,
  session: Session,
  given: PreflightInput,
): readonly ComingCheck[] {
  return [...hostChecks(session, given), ...networkChecks(ports, given)];
}

/** The first finding that forbids to begin; null where all may go on. */
export function firstFailure(checks: readonly PreflightCheck[]): Problem | null {
  return checks.find((check) => check.state === "fail")?.problem ?? null;
}
