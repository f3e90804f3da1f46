import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { makeAuthority, type Authority } from "./authority.ts";
import { layerRoot, packagesIn, prepareBase, stack, type Kind } from "./base.ts";
import { startDns, type Dns } from "./bind.ts";
import { cgroupMount, makeGroup } from "./cgroup.ts";
import { cleanUp, leftovers, takeLock } from "./clean.ts";
import { makeLoginKey, type LoginKey } from "./login.ts";
import { makeMachine, type Machine, type MachinePark } from "./machine.ts";
import { inLabOf, makeNetwork, type InLab } from "./network.ts";
import { assertLabCanRun, installPackages, machineVersions } from "./packages.ts";
import {
  pebblePackage,
  startPebble,
  unpackPebble,
  type Pebble,
  type PebbleOptions,
} from "./pebble.ts";
import { addresses, places } from "./places.ts";
import { say } from "./say.ts";
import { labSettings, readyServerFiles } from "./synapse-files.ts";
import { websiteFiles } from "./website.ts";

/** Domains whose website is on the machine `website`. */
export const websiteDomains = ["three.example", "four.example", "six.example"] as const;

/** The server name of the second homeserver. */
export const secondName = "two.example";

/** A running lab: DNS and two CAs; machines come when a test asks for them. */
export interface Lab {
  readonly inLab: InLab;
  readonly dns: Dns;
  readonly authority: Authority;
  /** The CA whose certificates everybody in the lab trusts. */
  readonly pebble: Pebble;
  /** A second CA whose root nobody trusts, for rehearsals. */
  readonly staging: Pebble;
  readonly key: LoginKey;
  /** Starts one more Pebble, for instance one that rejects nonces. */
  readonly startPebble: (options: PebbleOptions) => Promise<Pebble>;
  /** A fresh machine for Homeport to work on: its Synapse as the package leaves it, the lab's own settings beside it. */
  readonly makeHost: (kind: Exclude<Kind, "nginx">) => Promise<Machine>;
  /** nginx with existing sites for `websiteDomains`. */
  readonly makeWebsite: () => Promise<Machine>;
  /** A ready homeserver `two.example` with TLS on 8448. */
  readonly makeSecond: () => Promise<Machine>;
  /** Name and version of everything used. */
  readonly versions: () => Promise<readonly string[]>;
}

/** Brings the lab up, gives it to `use`, and takes it down again whatever happens, signals included. */
export async function withLab<T>(use: (lab: Lab) => Promise<T>): Promise<T> {
  assertLabCanRun();
  await installPackages();
  const release = takeLock();
  const signals = cleanOnSignals(release);
  try {
    await cleanUp();
    return await use(await bringUp());
  } finally {
    await signals.hold();
    await cleanUp();
    signals.stop();
    release();
    const left = await leftovers();
    say(left.length === 0 ? "cleaned up, nothing is left" : `left behind: ${left.join(", ")}`);
    if (left.length > 0) process.exitCode = 1;
  }
}

/**
 * On SIGINT, SIGTERM or SIGHUP cleans up once and ends the process with 130. `hold` never comes back once a signal
 * came, so that what the signal broke cannot clean up a second time; `stop` ends the listening.
 */
function cleanOnSignals(release: () => void): {
  readonly hold: () => Promise<void>;
  readonly stop: () => void;
} {
  const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  let ending = false;
  const end = async (): Promise<void> => {
    await cleanUp();
    // a step that was under way may have mounted or started something meanwhile
    await sleep(300);
    await cleanUp();
    release();
    const left = await leftovers();
    say(left.length === 0 ? "cleaned up, nothing is left" : `left behind: ${left.join(", ")}`);
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

async function bringUp(): Promise<Lab> {
  await prepareBase();
  await unpackPebble();
  mkdirSync(places.run, { recursive: true, mode: 0o700 });
  rmSync(places.log, { recursive: true, force: true });
  mkdirSync(places.log, { recursive: true });
  const cgroups = await cgroupMount();
  const group = makeGroup(cgroups, "daemons");
  const inLab = inLabOf(group);
  await makeNetwork();
  const [authority, key, dns] = [
    await makeAuthority(),
    await makeLoginKey(),
    await startDns(group, inLab),
  ];
  const pebbleOf = (options: PebbleOptions): Promise<Pebble> =>
    startPebble(group, inLab, authority, options);
  const pebble = await pebbleOf({ name: "pebble", port: 14000 });
  const staging = await pebbleOf({ name: "pebble-staging", port: 14001 });
  say("network, DNS and two CAs are up");
  const roots = {
    "lab-ca": readFileSync(authority.root, "utf8"),
    "lab-pebble": readFileSync(pebble.root, "utf8"),
  };
  const park: MachinePark = { cgroups, inLab, key, roots };
  return {
    inLab,
    dns,
    authority,
    pebble,
    staging,
    key,
    startPebble: pebbleOf,
    versions,
    ...machinesOf(park, authority),
  };
}

function machinesOf(
  park: MachinePark,
  authority: Authority,
): Pick<Lab, "makeHost" | "makeWebsite" | "makeSecond"> {
  const make = async (
    name: "host" | "website" | "second",
    kind: Kind,
    files: Readonly<Record<string, string>>,
  ): Promise<Machine> => {
    const machine = await makeMachine(park, { name, kind, address: addresses[name], files });
    say(`machine ${name} (${kind}) answers on ssh`);
    return machine;
  };
  const issue = async (
    label: string,
    names: readonly string[],
  ): Promise<{ certificate: string; key: string }> => {
    const pair = await authority.issue(label, names);
    return {
      certificate: readFileSync(pair.certificate, "utf8"),
      key: readFileSync(pair.key, "utf8"),
    };
  };
  return {
    makeHost: (kind) =>
      make("host", kind, { "etc/matrix-synapse/conf.d/00-lab.yaml": labSettings }),
    makeWebsite: async () =>
      make(
        "website",
        "nginx",
        websiteFiles(websiteDomains, await issue("website", websiteDomains)),
      ),
    makeSecond: async () =>
      make("second", "synapse", readyServerFiles(secondName, await issue("second", [secondName]))),
  };
}

async function versions(): Promise<readonly string[]> {
  const machines = await packagesIn(layerRoot("base"), [
    "systemd",
    "openssh-server",
    "sudo",
    "python3",
    "ca-certificates",
  ]);
  const web = await packagesIn(layerRoot("base"), ["debconf"]);
  const own = [
    `kernel ${existsSync("/proc/version") ? (readFileSync("/proc/version", "utf8").split(" ")[2] ?? "") : ""}`,
  ];
  return [
    ...own,
    `node ${process.version}`,
    `pebble ${pebblePackage()}`,
    ...(await machineVersions()),
    ...machines,
    ...web,
    ...(await layerVersions()),
  ];
}

/** Versions of what only upper layers hold, read from the topmost dpkg status file. */
async function layerVersions(): Promise<readonly string[]> {
  const [nginx = "", synapse = ""] = [stack("nginx").at(-1), stack("synapse").at(-1)];
  return Promise.resolve([version(nginx, "nginx"), version(synapse, "matrix-synapse")]);
}

function version(root: string, name: string): string {
  const status = readFileSync(`${root}/var/lib/dpkg/status`, "utf8");
  const found = new RegExp(`^Package: ${name}\\n(?:.+\\n)*?Version: (.+)$`, "m").exec(status);
  return `${name} ${found?.[1] ?? "missing"}`;
}
