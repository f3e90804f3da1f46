import { problem } from "../../../shared/problems/problem.ts";
import type { Facts } from "../../../shared/facts/facts.ts";
import { EXIT, type CommandResult } from "../command-result.ts";
import { checkFederation } from "../check-federation.ts";
import { exitOfProblem } from "../exit-of.ts";
import { planLive, closeLogins } from "../live-plan.ts";
import type { Ports } from "../ports.ts";
import type { PlanRequest } from "../requests.ts";

/** Looks at the world as it is and at the host, and changes nothing. */
export async function look(ports: Ports, request: PlanRequest): Promise<CommandResult> {
  const planned = await planLive(ports, request);
  if (!planned.ok) {
    return {
      exit: exitOfProblem(planned.error),
      name: request.name.text,
      problems: [planned.error],
      document: { facts: {}, host: null, roundTrips: 0 },
    };
  }
  const { facts, logins } = planned.value;
  const roundTrips = (logins.host?.roundTrips() ?? 0) + (logins.web?.roundTrips() ?? 0);
  await closeLogins(logins);
  const report = await checkFederation(ports, request.name, {
    audience: [],
    client: false,
    ownVersion: null,
    now: request.now,
  });
  const told = Object.values(facts.observations).some((fact) => fact.known);
  return {
    exit: told ? EXIT.good : EXIT.unknown,
    name: request.name.text,
    problems: told ? report.problems : [problem("not-watched"), ...report.problems],
    document: {
      facts: factsDocument(facts),
      host: hostDocument(facts),
      eras: report.eras,
      replay: facts,
      roundTrips,
    },
  };
}

/** Every fact by its name: what was asked, as `cli.md` lays a fact out. */
function factsDocument(facts: Facts): object {
  return {
    ...facts.observations,
    ...(facts.host ? { host: facts.host } : {}),
    ...(facts.web ? { web: facts.web } : {}),
  };
}

function hostDocument(facts: Facts): object | null {
  if (facts.host?.known !== true) return null;
  const { os, init, synapse, proxy, ports, renewers, firewall, clockAhead, addresses } =
    facts.host.value;
  const shown = synapse && {
    version: synapse.version,
    install: synapse.install,
    configFiles: synapse.configFiles,
    listeners: synapse.listeners,
    reload: synapse.reload,
    serverName: synapse.serverName,
    users: synapse.users,
    unit: synapse.unit,
  };
  return {
    os,
    init,
    synapse: shown,
    proxy,
    ports,
    renewers,
    firewall,
    clock: { aheadSeconds: clockAhead },
    addresses,
  };
}
