import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import path from "node:path";
import { startDns, type Dns } from "../lab/bind.ts";
import { cgroupMount, makeGroup } from "../lab/cgroup.ts";
import { cleanUp, leftovers, takeLock } from "../lab/clean.ts";
import { startDaemon, type Daemon } from "../lab/daemon.ts";
import { inLabOf, makeNetwork } from "../lab/network.ts";
import { assertLabCanRun, installPackages } from "../lab/packages.ts";
import { places } from "../lab/places.ts";
import { say } from "../lab/say.ts";
import { waitFor } from "../lab/wait.ts";
import { makeCas, type MuseumCas } from "./certificates.ts";
import { makeClients, removeClients } from "./network.ts";
import { stubPorts, worldAddressesOf } from "./stub-plan.ts";
import { venvPython } from "./venv.ts";
import { exhibits } from "./versions.ts";
import type { MuseumWorld } from "./worlds/sketch.ts";
import { zonesOf } from "./zones.ts";

/** The museum as it stands: every world is real, nobody has asked yet. */
export interface Museum {
  /** The cgroup that everything runs in. */
  readonly group: string;
  readonly cas: MuseumCas;
  /** PEM file of what is trusted. */
  readonly roots: string;
  readonly logs: Logs;
  /** Never comes back once a signal takes the museum down, so that what the signal broke is no failure. */
  readonly hold: () => Promise<void>;
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
export async function withMuseum<T>(
  worlds: readonly MuseumWorld[],
  use: (museum: Museum) => Promise<T>,
): Promise<T> {
  assertLabCanRun();
  await installPackages();
  const release = takeLock();
  const signals = cleanOnSignals(release);
  try {
    await takeDown();
    return await use({ ...(await bringUp(worlds)), hold: signals.hold });
  } finally {
    await signals.hold();
    await takeDown();
    release();
    signals.stop();
    await sayWhatIsLeft();
  }
}

async function takeDown(): Promise<void> {
  await cleanUp();
  await removeClients();
}

async function sayWhatIsLeft(): Promise<void> {
  const left = await leftovers();
  say(left.length === 0 ? "cleaned up, nothing is left" : `left behind: ${left.join(", ")}`);
  if (left.length > 0) process.exitCode = 1;
}

/** As the lab does: one signal cleans up and ends the process with 130, and nothing else cleans up meanwhile. */
function cleanOnSignals(release: () => void): {
  readonly hold: () => Promise<void>;
  readonly stop: () => void;
} {
  const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  let ending = false;
  const end = async (): Promise<void> => {
    await takeDown();
    // a step that was under way may have started something meanwhile
    await sleep(300);
    await takeDown();
    release();
    await sayWhatIsLeft();
  };
  const handle = (name: NodeJS.Signals): void => {
    if (ending) return;
    ending = true;
    say(`${name}: cleaning up`);
    process.on("unhandledRejection", () => undefined);
    end()
      .catch((error: unknown) => say(String(error)))
      .finally(() => process.exit(130));
  };
  for (const name of names) process.on(name, handle);
  return {
    hold: () => (ending ? new Promise<void>(() => undefined) : Promise.resolve()),
    stop: () => names.forEach((name) => process.off(name, handle)),
  };
}

async function bringUp(worlds: readonly MuseumWorld[]): Promise<Omit<Museum, "hold">> {
  mkdirSync(places.run, { recursive: true, mode: 0o755 });
  rmSync(places.log, { recursive: true, force: true });
  mkdirSync(places.log, { recursive: true });
  const group = makeGroup(await cgroupMount(), "daemons");
  await makeNetwork();
  const known = worlds.map(({ world }) => world);
  await makeClients(known.flatMap(worldAddressesOf));
  const inLab = inLabOf(group);
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
