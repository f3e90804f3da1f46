import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createClock } from "../adapters/clock.ts";
import { parseDnsServer } from "../adapters/dns-servers.ts";
import { createJsonStore } from "../adapters/json-store.ts";
import { parseConnectTo } from "../adapters/network-connect.ts";
import type { LoginSuggestion, WizardWorld } from "../engine/wizard-ports.ts";
import { machinesFile, type MachinesFile } from "../practice/machines-file.ts";
import { comeAsOther } from "../practice/other-person.ts";
import { JOURNEYS, PRACTICE_LOGIN, WEB_ROOT } from "../practice/world-places.ts";
import { CA_NAMES } from "../practice/world-zones.ts";
import type { PracticeWorld } from "../practice/world.ts";
import { digestOf, openOutside, type Outside } from "./outside.ts";
import { describeLogin, logIn } from "./world-login.ts";

/**
 * What the world does not know is closed: without it a look at a documentation address would leave
 * this computer. Nothing listens on port 1 of loopback.
 */
const EVERYTHING_ELSE = "::127.0.0.1:1";

/** How the practice world is opened. `fresh`: as it was at first, with nothing of earlier runs. */
export interface PracticeWorldOptions {
  readonly folder: string;
  readonly fresh: boolean;
  readonly stop: AbortSignal;
}

/** The world's servers, running, and the adapters that lead to them. */
interface Running {
  readonly world: PracticeWorld;
  readonly outside: Outside;
}

/**
 * Opens the embedded world, with its machines as they were left unless it is to be fresh. Its servers
 * start when something first looks or logs in: the first screen does not wait for them.
 */
export async function openPracticeWorld(options: PracticeWorldOptions): Promise<WizardWorld> {
  const { folder, fresh, stop } = options;
  if (fresh) await rm(folder, { recursive: true, force: true });
  const machines = machinesFile(join(folder, "machines.json"));
  let started: Promise<Running> | null = null;
  const running = (): Promise<Running> => (started ??= start(options, machines));
  const login = { stateFolder: folder, usesConfig: false, find: null };
  return {
    kind: "practice",
    ...ports(running),
    store: createJsonStore(folder),
    digest: digestOf,
    clock: (ended) => createClock(AbortSignal.any([ended, stop])),
    acmeChoice: {
      directory: `https://${CA_NAMES.live}/directory`,
      staging: `https://${CA_NAMES.staging}/directory`,
      profile: null,
      keyType: "ec256",
      email: null,
    },
    remember: {},
    journeys: Object.fromEntries(
      Object.entries(JOURNEYS).map(([journey, { name }]) => [journey, name]),
    ),
    suggest: suggestPractice,
    describe: (draft) => describeLogin(draft, login),
    login: async (attempt) => {
      const { world, outside } = await running();
      return logIn({ ...login, find: outside.find }, attempt, keyOf(world, attempt.login.host));
    },
    otherPerson: async (asked) => {
      const { world } = await running();
      comeAsOther(world, asked);
      machines.keep(world.save());
    },
    close: async () => {
      if (started === null) return;
      const { world, outside } = await started;
      machines.keep(world.save());
      outside.close();
      await world.stop();
    },
  };
}

async function start(
  { folder, stop }: PracticeWorldOptions,
  machines: MachinesFile,
): Promise<Running> {
  // Its servers and what they stand on (ssh2, x509) are most of the code: the first screen needs none of it.
  const { startPractice } = await import("../practice/world.ts");
  const saved = await machines.read();
  const world = await startPractice({
    ...(saved === null ? {} : { saved }),
    keep: machines.keep,
  });
  const outside = openOutside({
    stateFolder: folder,
    caPems: world.caFiles,
    dnsServers: world.dnsServers.map(parseDnsServer).filter((each) => each !== null),
    connectTo: [...world.connectTo, EVERYTHING_ELSE]
      .map(parseConnectTo)
      .filter((each) => each !== null),
    stop,
  });
  return { world, outside };
}

/** The ports that lead into the world, which is started by whoever uses one first. */
function ports(running: () => Promise<Running>): Pick<WizardWorld, "network" | "acme"> {
  const network = async () => (await running()).outside.network;
  const acme = async () => (await running()).outside.acme;
  return {
    network: {
      isRerouted: true,
      observe: async (query) => (await network()).observe(query),
      fetchPlain: async (name, path) => (await network()).fetchPlain(name, path),
      fetchVerified: async (url, now) => (await network()).fetchVerified(url, now),
    },
    acme: {
      directory: async (url) => (await acme()).directory(url),
      account: async (url, email) => (await acme()).account(url, email),
    },
  };
}

function suggestPractice(name: string): readonly LoginSuggestion[] {
  const journey = Object.values(JOURNEYS).find((each) => each.name === name);
  if (journey === undefined) return [];
  const common = { ...PRACTICE_LOGIN, method: "practice" } as const;
  const host = { machine: "host", host: journey.host, ...common, root: null } as const;
  if (journey.web === null) return [host];
  return [host, { machine: "web", host: journey.web, ...common, root: WEB_ROOT }];
}

/** The key of a practice machine; it exists only in this process. */
function keyOf(world: PracticeWorld, host: string): string | null {
  const logins = Object.values(world.journeys).flatMap((each) =>
    each.web === null ? [each.host] : [each.host, each.web],
  );
  return logins.find((each) => each.host === host)?.identity ?? null;
}
