import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cgroupMount, makeGroup } from "./cgroup.ts";
import { must, type ExecOptions } from "./exec.ts";
import { overlay, unmount } from "./mounts.ts";
import { debianMirror } from "./packages.ts";
import { places } from "./places.ts";
import { say } from "./say.ts";

/** A root file system: layers from the lowest to the highest, each made once and kept between runs. */
export type Kind = "synapse" | "synapse-nginx" | "named" | "nginx";

/** The server name that was preseeded in the kind `named`. */
export const preseededName = "five.example";

/** Users beside root: `admin` may sudo without a password, `ops` needs this one for login and sudo. */
export const opsPassword = "Correct-horse 7";

const included =
  "systemd,systemd-sysv,dbus,ca-certificates,openssh-server,sudo,python3,iproute2,procps,curl,debconf";

interface Layer {
  readonly name: string;
  readonly under: readonly string[];
  readonly script: string;
}

const install = "apt-get install -q -y --no-install-recommends";

/** A Synapse that apt installed with nobody to answer its questions (fresh state 1). */
const synapse: Layer = { name: "synapse", under: ["base"], script: `${install} matrix-synapse` };

const layers: readonly Layer[] = [
  synapse,
  {
    // fresh state 2: the package's question was answered before, so debconf holds the name and conf.d has it
    name: "named",
    under: ["base"],
    script: `echo 'matrix-synapse matrix-synapse/server-name string ${preseededName}' | debconf-set-selections
      ${install} matrix-synapse`,
  },
  { name: "nginx", under: ["base"], script: `${install} nginx-light` },
  { name: "synapse-nginx", under: ["base", "synapse"], script: `${install} nginx-light` },
];

// Everything that Synapse depends on, but not Synapse: its own installation is what differs between hosts.
const baseScript = `
  echo 'Acquire::Check-Valid-Until "false";' > /etc/apt/apt.conf.d/99lab
  apt-get update -q
  apt-get -s install matrix-synapse | sed -n 's/^Inst \\([^ ]*\\) .*/\\1/p' | grep -vx matrix-synapse > /var/tmp/needs
  ${install} $(cat /var/tmp/needs)
  apt-mark auto $(cat /var/tmp/needs) > /dev/null
  rm /var/tmp/needs /etc/ssh/ssh_host_*
  useradd -m -s /bin/bash admin
  useradd -m -s /bin/bash ops
  printf '%s' "$OPS" | chpasswd
  printf 'admin ALL=(ALL) NOPASSWD: ALL\\nops ALL=(ALL) ALL\\n' > /etc/sudoers.d/lab
  chmod 0440 /etc/sudoers.d/lab
  mkdir -p /var/cache/lab && cd /var/cache/lab && chown _apt . && apt-get download -q pebble`;

/** The recipe's own hash: another recipe makes the kept layers worthless. */
function recipe(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 16);
}

const baseRecipe = recipe(included, baseScript, opsPassword);

function isReady(layer: string, hash: string): boolean {
  const stamp = path.join(places.layers, layer, "recipe");
  return existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
}

/** The folder of a layer's files. */
export function layerRoot(name: string): string {
  return path.join(places.layers, name, "root");
}

/** The layers of a kind, lowest first, ready to be stacked. */
export function stack(kind: Kind): readonly string[] {
  const layer = layers.find((each) => each.name === kind);
  if (layer === undefined) throw new Error(`no layer ${kind}`);
  return [...layer.under, layer.name].map(layerRoot);
}

/** Makes the Debian sid base and the layers over it, where they are missing or older than their recipe. */
export async function prepareBase(): Promise<void> {
  mkdirSync(places.layers, { recursive: true });
  if (!isReady("base", baseRecipe)) await makeBase();
  for (const layer of layers) {
    const hash = recipe(baseRecipe, ...layer.under, layer.script, synapse.script);
    if (!isReady(layer.name, hash)) await makeLayer(layer, hash);
  }
}

async function makeBase(): Promise<void> {
  const dir = path.join(places.layers, "base");
  const root = layerRoot("base");
  rmSync(places.layers, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  say("base: debootstrap of Debian sid (about a minute, once)");
  const mirror = debianMirror();
  await build(["debootstrap", "--variant=minbase", `--include=${included}`, "sid", root, mirror], {
    timeout: 900_000,
  });
  say("base: what Synapse depends on");
  await inRoot(root, baseScript, { OPS: `ops:${opsPassword}` });
  writeFileSync(path.join(dir, "recipe"), baseRecipe);
}

async function makeLayer(layer: Layer, hash: string): Promise<void> {
  say(`base: layer ${layer.name}`);
  const dir = path.join(places.layers, layer.name);
  const making = `${dir}.making`;
  rmSync(dir, { recursive: true, force: true });
  rmSync(making, { recursive: true, force: true });
  const root = await overlay(layer.under.map(layerRoot), making);
  try {
    await inRoot(root, layer.script);
  } finally {
    await unmount(root);
  }
  mkdirSync(dir);
  renameSync(path.join(making, "up"), layerRoot(layer.name));
  rmSync(making, { recursive: true, force: true });
  writeFileSync(path.join(dir, "recipe"), hash);
}

/** Runs a long command in a group of the lab's, so that it ends with the lab even where the lab was killed. */
async function build(argv: readonly string[], options: ExecOptions): Promise<void> {
  const group = makeGroup(await cgroupMount(), "build");
  const enter = 'echo $$ > "$0/cgroup.procs" || exit 1; exec "$@"';
  await must(["sh", "-c", enter, group, ...argv], options);
}

/** Runs a script inside a root, with apt's services held back; the policy is gone afterwards. */
async function inRoot(
  root: string,
  script: string,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const whole = `printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d; chmod +x /usr/sbin/policy-rc.d
    cp /run/lab-resolv.conf /etc/resolv.conf
    ${script}
    apt-get clean; rm -f /usr/sbin/policy-rc.d /etc/resolv.conf; : > /etc/machine-id`;
  const outer = `mount -t proc proc "$0/proc"; mkdir -p "$0/run"; mount -t tmpfs tmpfs "$0/run"
    cp /etc/resolv.conf "$0/run/lab-resolv.conf"; mount --bind /dev "$0/dev"
    exec chroot "$0" sh -euc "$1"`;
  const env = {
    PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
    HOME: "/root",
    LC_ALL: "C.UTF-8",
    DEBIAN_FRONTEND: "noninteractive",
    ...more,
  };
  await build(["unshare", "-m", "--propagation", "private", "sh", "-euc", outer, root, whole], {
    env,
    timeout: 900_000,
  });
}

/** Package versions inside a stack, as dpkg of that root tells them. */
export async function packagesIn(
  root: string,
  names: readonly string[],
): Promise<readonly string[]> {
  const told = await must([
    "chroot",
    root,
    "dpkg-query",
    "-W",
    "-f",
    "${Package} ${Version}\n",
    ...names,
  ]);
  return told.trim().split("\n");
}
