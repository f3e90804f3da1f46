import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { observeFacts } from "../../shared/facts/facts-observe.ts";
import type { Fact, Facts, WebHostSeen } from "../../shared/facts/facts.ts";
import type { HostSeen } from "../../shared/facts/host-seen.ts";
import {
  queryKey,
  type Observation,
  type Observe,
  type Query,
} from "../../shared/facts/observation.ts";
import { readSurvey } from "../../shared/facts/read-survey.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import type { HostConnection } from "./host-operations.ts";
import { isoOf } from "./iso-time.ts";
import type { Ports } from "./ports.ts";
import { webRootFault } from "./web-root.ts";
import type { NameRequest } from "./requests.ts";

/** The open logins of a command. Both must be closed by whoever asked for them. */
export interface Logins {
  readonly host: HostConnection | null;
  readonly web: HostConnection | null;
}

/** Facts about one name, growing: asking notes what is missing, `fetchMissing` looks it up. */
export interface FactBook {
  readonly observe: Observe;
  /** Looks up everything that was asked and not known, all at once; false when nothing was missing. */
  fetchMissing(): Promise<boolean>;
  facts(): Facts;
}

/** Logs in to the machines that were named. On a problem nothing stays open. */
export async function logIn(ports: Ports, request: NameRequest): Promise<Result<Logins, Problem>> {
  if (!request.withHost) return ok({ host: null, web: null });
  const host = await ports.hosts.connect("host");
  if (!host.ok) return host;
  if (request.webRoot === null) return ok({ host: host.value, web: null });
  const web = await ports.hosts.connect("web");
  if (web.ok) return ok({ host: host.value, web: web.value });
  await host.value.close();
  return web;
}

/** Looks at the machines behind open logins: one survey each. */
export async function surveyMachines(
  ports: Ports,
  request: NameRequest,
  logins: Logins,
): Promise<
  Result<{ readonly host: Fact<HostSeen> | null; readonly web: Fact<WebHostSeen> | null }, Problem>
> {
  const host = logins.host === null ? ok(null) : await surveyHost(ports, request, logins.host);
  if (!host.ok) return host;
  const web =
    logins.web === null || request.webRoot === null
      ? ok(null)
      : await surveyWeb(ports, request, logins.web, request.webRoot);
  if (!web.ok) return web;
  return ok({
    host: host.value && seen(ports, host.value, "host", "survey over SSH"),
    web: web.value && seen(ports, web.value, "host", "survey over SSH"),
  });
}

/** Opens a book of facts over the live network; `known` are facts to start from. */
export function openFactBook(ports: Ports, start: Facts): FactBook {
  const observations = new Map<string, Fact<Observation>>(Object.entries(start.observations));
  const missing = new Map<string, Query>();
  const facts = (): Facts => ({ ...start, observations: Object.fromEntries(observations) });
  const observe: Observe = (query) => {
    const key = queryKey(query);
    if (!observations.has(key)) missing.set(key, query);
    return observeFacts({ ...start, observations: oneOf(observations, key) })(query);
  };
  const fetchMissing = async (): Promise<boolean> => {
    const wanted = [...missing];
    missing.clear();
    await Promise.all(
      wanted.map(async ([key, query]) => {
        const value: Observation = await ports.network.observe(query);
        observations.set(key, seen(ports, value, "desktop", "network"));
      }),
    );
    return wanted.length > 0;
  };
  return { observe, fetchMissing, facts };
}

/** Facts of a name before anything was looked at. */
export function emptyFacts(ports: Ports, request: NameRequest): Facts {
  return {
    format: 1,
    serverName: request.name.text,
    at: isoOf(ports.clock.now()),
    observations: {},
    host: null,
    web: null,
  };
}

function oneOf(
  observations: ReadonlyMap<string, Fact<Observation>>,
  key: string,
): Facts["observations"] {
  const fact = observations.get(key);
  return fact === undefined ? {} : { [key]: fact };
}

function seen<T>(ports: Ports, value: T, seenFrom: "host" | "desktop", by: string): Fact<T> {
  return { known: true, value, seenFrom, at: isoOf(ports.clock.now()), by };
}

async function surveyHost(
  ports: Ports,
  request: NameRequest,
  connection: HostConnection,
): Promise<Result<HostSeen, Problem>> {
  const survey = await connection.run("survey", { serverName: request.name.text });
  if (!survey.ok) return survey;
  return readSurvey(survey.value.sections, {
    hostKey: connection.hostKey,
    user: connection.user,
    now: ports.clock.now(),
  });
}

async function surveyWeb(
  ports: Ports,
  request: NameRequest,
  connection: HostConnection,
  root: string,
): Promise<Result<WebHostSeen, Problem>> {
  const survey = await surveyHost(ports, request, connection);
  if (!survey.ok) return survey;
  const fault = await webRootFault(connection, root);
  if (fault !== null) return refuse(fault);
  const folder = `${root.replace(/\/+$/, "")}/.well-known/matrix`;
  const server = await connection.run("read-file", { path: `${folder}/server` });
  if (!server.ok) return refuse(server.error);
  const client = await connection.run("read-file", { path: `${folder}/client` });
  if (!client.ok) return refuse(client.error);
  return ok({
    addresses: survey.value.addresses,
    hostKey: connection.hostKey,
    sudo: survey.value.sudo,
    root,
    wellKnownServer: server.value.content,
    wellKnownClient: client.value.content,
  });
}
