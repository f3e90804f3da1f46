import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startDns, type Dns } from "../lab/bind.ts";
import { cleanUp } from "../lab/clean.ts";
import { startDaemon, type Daemon } from "../lab/daemon.ts";
import { places } from "../lab/places.ts";
import { say } from "../lab/say.ts";
import { makeRooms, withSession, type Session } from "../lab/session.ts";
import { waitFor } from "../lab/wait.ts";
import { makeCas, type MuseumCas } from "./certificates.ts";
import { makeClients, removeClients } from "./network.ts";
import { stubPorts, worldAddressesOf } from "./stub-plan.ts";
import { venvPython } from "./venv.ts";
import { exhibits } from "./versions.ts";
import type { MuseumWorld } from "./worlds/sketch.ts";
import { zonesOf } from "./zones.ts";

/** The museum as it stands: every world is real, nobody has asked yet. */
export interface Museum extends Session {
  /** The cgroup that everything runs in. */
  readonly group: string;
  readonly cas: MuseumCas;
  /** PEM file of what is trusted. */
  readonly roots: string;
  readonly logs: Logs;
}

/** What was noted so far, line by line, the oldest first. */
export interface Logs {
  readonly questions: () => readonly string[];
  /** `FROM ADDRESS PORT` of each SYN. */
  readonly syns: () => readonly string[];
  /** JSON of each connection (`StubLine`). */
  readonly connections: () => readonly string[];
}

/** Builds the worlds, gives them to `use`, and takes everything down again whatever happens, signals included. */
export function withMuseum<T>(
  worlds: readonly MuseumWorld[],
  use: (museum: Museum) => Promise<T>,
): Promise<T> {
  return withSession(takeDown, async ({ hold }) => use({ ...(await bringUp(worlds)), hold }));
}

async function takeDown(): Promise<void> {
  await cleanUp();
  await removeClients();
}

async function bringUp(worlds: readonly MuseumWorld[]): Promise<Omit<Museum, keyof Session>> {
  const { group, inLab } = await makeRooms(0o755);
  const known = worlds.map(({ world }) => world);
  await makeClients(known.flatMap(worldAddressesOf));
  const dns = await startDns(group, inLab);
  await dns.publish(zonesOf(known));
  const cas = await makeCas();
  const roots = path.join(places.run, "roots.pem");
  writeFileSync(roots, cas.rootPem);
  const syns = await startSynLog(group);
  const connections = await startStubs(group, worlds, cas);
  say(`${worlds.length} worlds are up`);
  return { group, cas, roots, logs: logsOf(dns, syns, connections) };
}

function logsOf(dns: Dns, syns: Daemon, connections: string): Logs {
  return {
    questions: dns.questions,
    syns: () => linesOf(syns.log()),
    connections: () => (existsSync(connections) ? linesOf(readFileSync(connections, "utf8")) : []),
  };
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}

async function startSynLog(group: string): Promise<Daemon> {
  const [exhibit] = exhibits.slice(-1);
  if (exhibit === undefined) throw new Error("no version");
  const script = path.join(import.meta.dirname, "syn-log.py");
  const daemon = startDaemon("syn", group, [venvPython(exhibit), script, "br0"]);
  await saidReady("the SYN log", daemon);
  return daemon;
}

async function startStubs(
  group: string,
  worlds: readonly MuseumWorld[],
  cas: MuseumCas,
): Promise<string> {
  const ports = await Promise.all(worlds.map(({ world }) => stubPorts(world, cas.issue)));
  const plan = path.join(places.run, "stubs.json");
  const log = path.join(places.log, "connections.log");
  writeFileSync(plan, JSON.stringify(ports.flat()), { mode: 0o600 });
  appendFileSync(log, "");
  const script = path.join(import.meta.dirname, "stub-process.ts");
  const daemon = startDaemon("stubs", group, [process.execPath, script, plan, log]);
  await saidReady("the stub servers", daemon);
  return log;
}

async function saidReady(what: string, daemon: Daemon): Promise<void> {
  const probe = (): Promise<true | undefined> => {
    if (!daemon.running()) throw new Error(`${what} ended:\n${daemon.log().slice(-2000)}`);
    return Promise.resolve(/^ready$/m.test(daemon.log()) ? true : undefined);
  };
  await waitFor(what, probe, { within: 60_000 });
}
