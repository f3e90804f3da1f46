import { EXIT, type CommandResult } from "../command-result.ts";
import { checkFederation } from "../check-federation.ts";
import { exitOfProblem } from "../exit-of.ts";
import { logIn, surveyMachines } from "../gather-facts.ts";
import { closeLogins } from "../live-plan.ts";
import type { Ports } from "../ports.ts";
import type { CheckRequest } from "../requests.ts";

/** Checks from outside whether others can reach a name, and with a login what the server itself reaches. */
export async function check(ports: Ports, request: CheckRequest): Promise<CommandResult> {
  const own = await ownVersion(ports, request);
  if ("exit" in own) return own;
  const { problems, ...report } = await checkFederation(ports, request.name, {
    // Only eras that the user named must reach the server; the others are shown and warn at most.
    audience: request.answers.audience ?? [],
    client: request.client,
    ownVersion: own.version,
  });
  const exit = { good: EXIT.good, broken: EXIT.bad, unknown: EXIT.unknown }[report.verdict];
  return { exit, name: request.name.text, problems, document: report };
}

async function ownVersion(
  ports: Ports,
  request: CheckRequest,
): Promise<{ readonly version: string | null } | CommandResult> {
  if (!request.withHost) return { version: null };
  const logins = await logIn(ports, request);
  if (!logins.ok) return refused(request, logins.error);
  const machines = await surveyMachines(ports, request, logins.value);
  await closeLogins(logins.value);
  if (!machines.ok) return refused(request, machines.error);
  const { host } = machines.value;
  return { version: host?.known === true ? (host.value.synapse?.version ?? null) : null };
}

function refused(request: CheckRequest, why: Parameters<typeof exitOfProblem>[0]): CommandResult {
  return {
    exit: exitOfProblem(why),
    name: request.name.text,
    problems: [why],
    document: { verdict: "unknown" },
  };
}
