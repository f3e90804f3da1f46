import { existsSync, readFileSync } from "node:fs";
import { makeAuthority, type Authority } from "./authority.ts";
import { layerRoot, packagesIn, prepareBase, stack, type Kind } from "./base.ts";
import { startDns, type Dns } from "./bind.ts";
import { cleanUp } from "./clean.ts";
import { makeLoginKey, type LoginKey } from "./login.ts";
import { makeMachine, type Machine, type MachinePark, type MachineSpec } from "./machine.ts";
import type { InLab } from "./network.ts";
import { machineVersions } from "./packages.ts";
import {
  pebblePackage,
  startPebble,
  unpackPebble,
  type Pebble,
  type PebbleOptions,
} from "./pebble.ts";
import { addresses } from "./places.ts";
import { say } from "./say.ts";
import { makeRooms, withSession } from "./session.ts";
import { labSettings, readyServerFiles } from "./synapse-files.ts";
import { websiteFiles } from "./website.ts";

/** Domains whose website is on the machine `website`. */
export const websiteDomains = [
  "three.example",
  "four.example",
  "six.example",
  "seven.example",
  "eight.example",
  "nine.example",
] as const;

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
  /**
   * A fresh machine for Homeport to work on: its Synapse as the package leaves it, the lab's own settings beside it,
   * and what somebody did there before (`files`, path to text).
   */
  readonly makeHost: (
    kind: Exclude<Kind, "nginx">,
    files?: MachineSpec["files"],
  ) => Promise<Machine>;
  /** nginx with existing sites for `websiteDomains`. */
  readonly makeWebsite: () => Promise<Machine>;
  /** A ready homeserver `two.example` with TLS on 8448. */
  readonly makeSecond: () => Promise<Machine>;
  /** Name and version of everything used. */
  readonly versions: () => Promise<readonly string[]>;
}

/** Brings the lab up, gives it to `use`, and takes it down again whatever happens, signals included. */
export function withLab<T>(use: (lab: Lab) => Promise<T>): Promise<T> {
  return withSession(cleanUp, async () => use(await bringUp()));
}

async function bringUp(): Promise<Lab> {
  await prepareBase();
  await unpackPebble();
  const { cgroups, group, inLab } = await makeRooms(0o700);
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
    makeHost: (kind, files = {}) =>
      make("host", kind, { "etc/matrix-synapse/conf.d/00-lab.yaml": labSettings, ...files }),
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
