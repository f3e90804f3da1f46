import { createAcmeServer, type AcmeServer } from "./acme-server.ts";
import { createAuthority, type Authority } from "./authority.ts";
import { startDnsServer } from "./dns-server.ts";
import type { AskedUser } from "./ssh-server.ts";
import { createSwitchboard, type Switchboard } from "./switchboard.ts";
import {
  HOST_PORTS,
  startHost,
  type PracticeHost,
  type PracticeLogin,
  type SavedHost,
} from "./world-host.ts";
import { startPeers } from "./world-peers.ts";
import { JOURNEYS, WEB_ROOT, type JourneyPlaces } from "./world-places.ts";
import { hostRecipes } from "./world-recipes.ts";
import { CA_NAMES, FIRST_RECORDS, PLACES } from "./world-zones.ts";
import { createZones, type Zones } from "./zones.ts";

/** A journey of practice: the name to bring up and the machines that are under our hands. */
export interface Journey {
  readonly name: string;
  readonly host: PracticeLogin;
  readonly web: (PracticeLogin & { readonly root: string }) | null;
}

/** The embedded world, running: real DNS, ACME, HTTPS and SSH servers on loopback, in this process. */
export interface PracticeWorld {
  /** For `--dns-server`. */
  readonly dnsServers: readonly string[];
  /** PEM texts of roots to trust, as the files of `--ca-file` hold them. */
  readonly caFiles: readonly string[];
  /** For `--connect-to`. */
  readonly connectTo: readonly string[];
  readonly acmeDirectory: string;
  readonly acmeStaging: string;
  readonly journeys: { readonly [letter in "a" | "b" | "c"]: Journey };
  /** Machines by name, to look into or to give faults. */
  readonly hosts: ReadonlyMap<string, PracticeHost>;
  readonly zones: Zones;
  readonly ca: Pick<AcmeServer, "plant">;
  readonly staging: Pick<AcmeServer, "plant">;
  /** The machines as they are now, to begin another world with. */
  save(): SavedWorld;
  stop(): Promise<void>;
}

/** The machines of a world, by name. Keys of CAs and hosts come from the seed and are not in it. */
export interface SavedWorld {
  readonly hosts: { readonly [name: string]: SavedHost };
}

/** How a world begins. The same seed gives the same CAs, host keys and signing keys. */
export interface PracticeOptions {
  readonly seed?: string;
  readonly saved?: SavedWorld;
  /** The user who is asked for a code after the key, on every machine. */
  readonly asked?: AskedUser;
  /** Gets the machines after each operation and before its answer: what was answered can be found again by another process. */
  readonly keep?: (machines: SavedWorld) => void;
}

/** Starts the embedded world; takes well under a second and leaves nothing behind after `stop`. */
export async function startPractice(options: PracticeOptions = {}): Promise<PracticeWorld> {
  const seed = options.seed ?? "practice";
  const zones = createZones(FIRST_RECORDS);
  const board = await createSwitchboard(placesOfWorld());
  const now = Date.now();
  const [live, stagingAuthority] = await Promise.all([
    createAuthority(seed, false, now),
    createAuthority(seed, true, now),
  ]);
  const saved = (): SavedWorld => ({
    hosts: Object.fromEntries([...hosts].map(([name, host]) => [name, savedOf(host)])),
  });
  const [dns, ca, staging, hosts] = await Promise.all([
    startDnsServer(zones),
    startCa(live, live, zones, board, "live"),
    startCa(live, stagingAuthority, zones, board, "staging"),
    startHosts(seed, live, board, options, () => options.keep?.(saved())),
    startPeers(seed, live, board),
  ]);
  return {
    dnsServers: [dns.address],
    caFiles: [live.root],
    connectTo: board.connectTo(),
    acmeDirectory: `https://${CA_NAMES.live}/directory`,
    acmeStaging: `https://${CA_NAMES.staging}/directory`,
    journeys: {
      a: journeyOf(hosts, JOURNEYS.a),
      b: journeyOf(hosts, JOURNEYS.b),
      c: journeyOf(hosts, JOURNEYS.c),
    },
    hosts,
    zones,
    ca,
    staging,
    save: saved,
    stop: async () => {
      for (const host of hosts.values()) host.cut();
      await Promise.all([
        dns.stop(),
        board.stop(),
        ...[...hosts.values()].map((host) => host.stop()),
      ]);
    },
  };
}

/** Every place of the world that something may listen at. */
function placesOfWorld(): readonly string[] {
  const hosts = [PLACES.one, PLACES.two, PLACES.three, PLACES.websiteTwo, PLACES.websiteThree];
  return [
    ...hosts.flatMap((address) => HOST_PORTS.map((port) => `${address}:${port}`)),
    `${PLACES.peer}:8448`,
    `${PLACES.friend}:443`,
    `${PLACES.friend}:8448`,
    `${PLACES.peer}:443`,
    `${PLACES.ca}:443`,
    `${PLACES.staging}:443`,
  ];
}

/** Both CAs' own HTTPS is vouched for by the live root; what they issue differs. */
async function startCa(
  live: Authority,
  authority: Authority,
  zones: Zones,
  board: Switchboard,
  which: "live" | "staging",
): Promise<AcmeServer> {
  const host = CA_NAMES[which];
  const acme = createAcmeServer({
    host,
    tls: await live.equip(`${which} acme`, [host]),
    authority,
    seeing: { zones, portOf: board.portOf, caaName: CA_NAMES.live },
  });
  await board.listen(which === "live" ? PLACES.ca : PLACES.staging, 443, acme.server);
  return acme;
}

async function startHosts(
  seed: string,
  live: Authority,
  board: Switchboard,
  { saved, asked }: PracticeOptions,
  after: () => void,
): Promise<ReadonlyMap<string, PracticeHost>> {
  const recipes = await hostRecipes(seed, live);
  const hosts = await Promise.all(
    recipes.map((recipe) =>
      startHost(seed, board, recipe, saved?.hosts[recipe.name] ?? null, after, asked ?? null),
    ),
  );
  return new Map(hosts.map((host) => [host.machine.name, host]));
}

function journeyOf(
  hosts: ReadonlyMap<string, PracticeHost>,
  { name, host, web }: JourneyPlaces,
): Journey {
  return {
    name,
    host: loginOf(hosts, host),
    web: web === null ? null : { ...loginOf(hosts, web), root: WEB_ROOT },
  };
}

function loginOf(hosts: ReadonlyMap<string, PracticeHost>, name: string): PracticeLogin {
  const host = hosts.get(name);
  if (host === undefined) throw new Error(`the practice world has no ${name}`);
  return host.login;
}

function savedOf(host: PracticeHost): SavedHost {
  return { files: host.machine.tree.dump(), running: host.running() };
}
