import { ok, type Result } from "../../../shared/domain/result.ts";
import type { Problem } from "../../../shared/problems/problem.ts";
import { EXIT, type CommandResult } from "../command-result.ts";
import { checkFederation } from "../check-federation.ts";
import { exitOfProblem } from "../exit-of.ts";
import { logIn, surveyMachines } from "../gather-facts.ts";
import { closeLogins } from "../live-plan.ts";
import type { Ports } from "../ports.ts";
import type { CheckRequest } from "../requests.ts";

/**
 * Checks from outside whether others can reach a name, and with a login what the server itself reaches.
 * A login that fails decides the exit code; what is seen from outside is told all the same.
 */
export async function check(ports: Ports, request: CheckRequest): Promise<CommandResult> {
  const own = await ownVersion(ports, request);
  const { problems, ...report } = await checkFederation(ports, request.name, {
    // Only eras that the user named must reach the server; the others are shown and warn at most.
    audience: request.answers.audience ?? [],
    client: request.client,
    ownVersion: own.ok ? own.value : null,
    now: request.now,
  });
  const exit = { good: EXIT.good, broken: EXIT.bad, unknown: EXIT.unknown }[report.verdict];
  return {
    exit: own.ok ? exit : exitOfProblem(own.error),
    name: request.name.text,
    problems: own.ok ? problems : [own.error, ...problems],
    document: report,
  };
}

/** The version of the own Synapse, null where none was found or no login was given. */
async function ownVersion(
  ports: Ports,
  request: CheckRequest,
): Promise<Result<string | null, Problem>> {
  if (!request.withHost) return ok(null);
  const logins = await logIn(ports, request);
  if (!logins.ok) return logins;
  const machines = await surveyMachines(ports, request, logins.value);
  await closeLogins(logins.value);
  if (!machines.ok) return machines;
  const { host } = machines.value;
  return ok(host?.known === true ? (host.value.synapse?.version ?? null) : null);
}
