import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createClock } from "../adapters/clock.ts";
import { parseDnsServer } from "../adapters/dns-servers.ts";
import { parseConnectTo } from "../adapters/network-connect.ts";
import type { LoginSuggestion, WizardWorld } from "../engine/wizard-ports.ts";
import { machinesFile } from "../practice/machines-file.ts";
import { comeAsOther } from "../practice/other-person.ts";
import { startPractice, type PracticeWorld } from "../practice/world.ts";
import { openOutside } from "./outside.ts";
import { describeLogin, logIn, type WorldLogin } from "./world-login.ts";

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

/** Starts the embedded world, with its machines as they were left unless it is to be fresh. */
export async function openPracticeWorld(options: PracticeWorldOptions): Promise<WizardWorld> {
  const { folder, fresh, stop } = options;
  if (fresh) await rm(folder, { recursive: true, force: true });
  const machines = machinesFile(join(folder, "machines.json"));
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
  const login: WorldLogin = { stateFolder: folder, find: outside.find, usesConfig: false };
  return {
    kind: "practice",
    network: outside.network,
    acme: outside.acme,
    store: outside.store,
    digest: outside.digest,
    clock: (ended) => createClock(AbortSignal.any([ended, stop])),
    acmeChoice: {
      directory: world.acmeDirectory,
      staging: world.acmeStaging,
      profile: null,
      keyType: "ec256",
      email: null,
    },
    remember: {},
    journeys: Object.fromEntries(
      Object.entries(world.journeys).map(([journey, { name }]) => [journey, name]),
    ),
    suggest: (name) => suggestPractice(world, name),
    describe: (draft) => describeLogin(draft, login),
    login: (attempt) => logIn(login, attempt, keyOf(world, attempt.login.host)),
    otherPerson: (asked) => {
      comeAsOther(world, asked);
      machines.keep(world.save());
    },
    close: async () => {
      machines.keep(world.save());
      outside.close();
      await world.stop();
    },
  };
}

function suggestPractice(world: PracticeWorld, name: string): readonly LoginSuggestion[] {
  const journey = Object.values(world.journeys).find((each) => each.name === name);
  if (journey === undefined) return [];
  const { host, web } = journey;
  const of = ({ host: at, port, user }: typeof host) =>
    ({ host: at, port, user, method: "practice" }) as const;
  return [
    { machine: "host", ...of(host), root: null },
    ...(web === null ? [] : [{ machine: "web", ...of(web), root: web.root } as const]),
  ];
}

/** The key of a practice machine; it exists only in this process. */
function keyOf(world: PracticeWorld, host: string): string | null {
  const logins = Object.values(world.journeys).flatMap((each) =>
    each.web === null ? [each.host] : [each.host, each.web],
  );
  return logins.find((each) => each.host === host)?.identity ?? null;
}
