import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { parseDnsServer } from "../../../electron/adapters/dns-servers.ts";
import { parseConnectTo } from "../../../electron/adapters/network-connect.ts";
import { createHosts } from "../../../electron/adapters/ssh-hosts.ts";
import { plainLogin, type Login } from "../../../electron/adapters/ssh-login.ts";
import type { CommandResult } from "../../../electron/engine/command-result.ts";
import { apply } from "../../../electron/engine/commands/apply.ts";
import { renew } from "../../../electron/engine/commands/renew.ts";
import { resume } from "../../../electron/engine/commands/resume.ts";
import { undo } from "../../../electron/engine/commands/undo.ts";
import type { Clock, Ports } from "../../../electron/engine/ports.ts";
import type { ApplyRequest, ResumeRequest } from "../../../electron/engine/requests.ts";
import {
  startPractice,
  type Journey,
  type PracticeOptions,
  type PracticeWorld,
} from "../../../electron/practice/world.ts";
import { openOutside } from "../../../electron/web/outside.ts";
import { parseServerName } from "../../../shared/domain/server-name.ts";

// Whole runs, two or three a test: on a busy machine the usual time is not enough.
vi.setConfig({ testTimeout: 60_000 });

/** What of the ports a test puts in the place of the real thing. */
export type Changes = Partial<Ports>;

/** A practice world in this process with a state folder, and the commands that change something. */
export interface Bench {
  readonly world: PracticeWorld;
  readonly state: string;
  readonly ports: (changes?: Changes) => Ports;
  readonly apply: (request?: Partial<ApplyRequest>, changes?: Changes) => Promise<CommandResult>;
  readonly resume: (request?: Partial<ResumeRequest>, changes?: Changes) => Promise<CommandResult>;
  readonly undo: (changes?: Changes, target?: string) => Promise<CommandResult>;
  readonly renew: (changes?: Changes) => Promise<CommandResult>;
}

/** Opens a bench over one journey; it is taken down when the test is over. */
export async function openBench(
  letter: "a" | "b" | "c" = "a",
  options: PracticeOptions = {},
): Promise<Bench> {
  const world = await startPractice(options);
  const state = mkdtempSync(join(tmpdir(), "homeport-engine-"));
  const journey = world.journeys[letter];
  const outside = openOutside({
    stateFolder: state,
    caPems: world.caFiles,
    dnsServers: world.dnsServers.map(parseDnsServer).filter((each) => each !== null),
    connectTo: world.connectTo.map(parseConnectTo).filter((each) => each !== null),
    stop: new AbortController().signal,
  });
  onTestFinished(async () => {
    outside.close();
    await world.stop();
    rmSync(state, { recursive: true, force: true });
  });
  const find = outside.find;
  if (find === null) throw new Error("the practice world has name servers of its own");
  const { clock, network, acme, store, digest } = outside;
  const hosts = createHosts({
    host: loginFor(journey.host, join(state, "key-host")),
    web: journey.web === null ? null : loginFor(journey.web, join(state, "key-web")),
    stateFolder: state,
    home: state,
    agentSocket: null,
    find,
  });
  const ports = (changes: Changes = {}): Ports => ({
    clock,
    network,
    hosts,
    acme,
    store,
    digest,
    approve: () => Promise.resolve("flag"),
    emit: () => {},
    stopping: () => false,
    ...changes,
  });
  return { world, state, ports, ...commandsOf(world, journey, ports) };
}

function commandsOf(
  world: PracticeWorld,
  journey: Journey,
  ports: Bench["ports"],
): Pick<Bench, "apply" | "resume" | "undo" | "renew"> {
  const name = parseServerName(journey.name);
  if (!name.ok) throw new Error(`${journey.name} is no server name`);
  const asked = {
    name: name.value,
    now: null,
    withHost: true,
    webRoot: journey.web?.root ?? null,
    answers: {},
    acme: acmeOf(world),
    dryRun: false,
    remember: {},
  };
  const applying = { facts: null, planDigest: null, waitSeconds: 0, stopAfter: null };
  const resuming = { run: null, now: null, waitSeconds: 0, stopAfter: null };
  return {
    apply: (request, changes) => apply(ports(changes), { ...asked, ...applying, ...request }),
    resume: (request, changes) => resume(ports(changes), { ...resuming, ...request }),
    undo: (changes, target = journey.name) => undo(ports(changes), { target, dryRun: false }),
    renew: (changes) => renew(ports(changes), asked),
  };
}

function acmeOf(world: PracticeWorld): ApplyRequest["acme"] {
  const { acmeDirectory: directory, acmeStaging: staging } = world;
  return { directory, staging, profile: null, keyType: "ec256", email: null };
}

function loginFor({ host, user, port, identity, hostKey }: Journey["host"], file: string): Login {
  writeFileSync(file, identity, { mode: 0o600 });
  const plain = plainLogin({ host, user, port });
  return {
    ...plain,
    identities: [file],
    agent: "none",
    hostKeyPin: hostKey,
    sshConfig: "none",
  };
}

/** What Synapse makes at its first start and keeps whatever becomes of us: its identity and its data. */
const SYNAPSES_OWN =
  /:\/(etc\/matrix-synapse\/homeserver\.signing\.key|var\/lib\/matrix-synapse\/homeserver\.db)$/;

/** The machines without Homeport's notes and Synapse's data: what must be as before after an undo. */
export function filesOf(world: PracticeWorld): { readonly [path: string]: unknown } {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(
    world.save().hosts,
  ).flatMap(([machine, { files, running }]) => [
    ...Object.entries(files)
      .filter(([path]) => !path.startsWith("/var/lib/homeport"))
      .map(([path, node]) => [`${machine}:${path}`, node] as const)
      .filter(([path]) => !SYNAPSES_OWN.test(path)),
    [`${machine} runs`, running.toSorted()] as const,
  ]);
  return Object.fromEntries(entries);
}

/** A clock whose waits pass at once. */
export function hurried(): Clock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    sleep: (milliseconds) => {
      ahead += milliseconds;
      return new Promise((resolve) => void setImmediate(resolve));
    },
  };
}

/** Exit, outcome and the codes of the problems: what most tests compare. */
export function ending({ exit, document, problems }: CommandResult): readonly unknown[] {
  return [exit, document["outcome"], ...problems.map(({ code }) => code)];
}

/** The run that a document names; throws where it names none. */
export function runOf({ document }: CommandResult): string {
  const run = document["run"];
  if (typeof run !== "string") throw new Error(`no run: ${JSON.stringify(document)}`);
  return run;
}
