import { createHash } from "node:crypto";
import { chownSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stack, type Kind } from "./base.ts";
import { killGroupOf, makeGroup } from "./cgroup.ts";
import { launch, type Daemon } from "./daemon.ts";
import { cleanEnv, must, type ExecOptions, type Finished } from "./exec.ts";
import { sshAsRoot, type LoginKey } from "./login.ts";
import { overlay, unmount } from "./mounts.ts";
import type { InLab } from "./network.ts";
import { places } from "./places.ts";
import { waitFor } from "./wait.ts";

/** What a machine is made from. */
export interface MachineSpec {
  readonly name: string;
  readonly kind: Kind;
  readonly address: { readonly v4: string; readonly v6: string };
  /** Written before its first boot: path to text, 0644, root's. */
  readonly files: Readonly<Record<string, string>>;
}

/** A Debian machine of the lab with systemd as process 1. */
export interface Machine {
  readonly name: string;
  readonly address: { readonly v4: string; readonly v6: string };
  /** `SHA256:…` of its ed25519 host key. */
  readonly hostKey: string;
  /** A known_hosts file that holds exactly this machine. */
  readonly knownHosts: string;
  /** Its root file system as seen from outside. */
  readonly root: string;
  readonly ssh: (command: string, options?: ExecOptions) => Promise<Finished>;
  /** As `ssh`, and throws unless the command succeeds. */
  readonly must: (command: string, options?: ExecOptions) => Promise<string>;
  /** Boots it (again) and comes back when sshd answers. */
  readonly start: () => Promise<void>;
  /** Ends it as a power cut does. Its disk stays. */
  readonly cutPower: () => Promise<void>;
  /** Ends it and throws its disk away. */
  readonly discard: () => Promise<void>;
}

/** What all machines of a lab share. */
export interface MachinePark {
  readonly cgroups: string;
  readonly inLab: InLab;
  readonly key: LoginKey;
  /** PEM files of the roots that every machine's system store trusts. */
  readonly roots: Readonly<Record<string, string>>;
}

// The machine may have cgroup v1, which a new systemd refuses; so it gets a cgroup2 of its own to see.
const boot = `echo $$ > "$1/cgroup.procs" || exit 1
exec nsenter --net="$2" unshare -m --propagation private sh -c '
  umount -R /sys/fs/cgroup; mount -t cgroup2 cgroup2 /sys/fs/cgroup
  exec systemd-nspawn --quiet --register=no --keep-unit -D "$0" --network-bridge=br0 --resolv-conf=off \
    --machine="$1" --hostname="$1" --boot --console=pipe' "$3" "$4"`;

/** Makes a machine from its layers (no time, some MB) and boots it. */
export async function makeMachine(park: MachinePark, spec: MachineSpec): Promise<Machine> {
  const dir = path.join(places.run, "machines", spec.name);
  const root = await overlay(stack(spec.kind), dir);
  const knownHosts = path.join(dir, "known_hosts");
  const hostKey = await prepareDisk(park, spec, root, knownHosts);
  let daemon: Daemon | null = null;
  const group = (): string => makeGroup(park.cgroups, spec.name);
  const target = { address: spec.address.v4, knownHosts };
  const machine: Machine = {
    name: spec.name,
    address: spec.address,
    hostKey,
    knownHosts,
    root,
    ssh: (command, options) => sshAsRoot(park.inLab, park.key, target, command, options),
    must: async (command, options) => {
      const done = await machine.ssh(command, options);
      if (done.code === 0) return done.stdout;
      throw new Error(
        `on ${spec.name}: ${command.slice(0, 120)} ended with ${done.code}: ${done.stderr.trim()}`,
      );
    },
    start: async () => {
      daemon = launch(
        `machine-${spec.name}`,
        "sh",
        ["-c", boot, "lab", group(), places.namespaceFile, root, spec.name],
        cleanEnv,
      );
      await waitFor(
        `ssh of ${spec.name}`,
        async () => ((await machine.ssh("true")).code === 0 ? true : undefined),
        { within: 60_000 },
      );
    },
    cutPower: async () => {
      await killGroupOf(group());
      await daemon?.stop();
    },
    discard: async () => {
      await machine.cutPower();
      await unmount(root);
      rmSync(dir, { recursive: true, force: true });
    },
  };
  await machine.start();
  return machine;
}

/** Writes what makes the disk this machine's own; gives the fingerprint of its host key. */
async function prepareDisk(
  park: MachinePark,
  spec: MachineSpec,
  root: string,
  knownHosts: string,
): Promise<string> {
  const { v4, v6 } = spec.address;
  const own: Record<string, string> = {
    "etc/hostname": `${spec.name}\n`,
    "etc/hosts": `127.0.0.1 localhost ${spec.name}\n::1 localhost\n`,
    "etc/resolv.conf": "nameserver 198.51.100.1\n",
    "etc/systemd/network/80-container-host0.network": `[Match]
Name=host0
[Network]
Address=${v4}/24
Gateway=198.51.100.1
IPv6AcceptRA=no
LinkLocalAddressing=ipv6
[Address]
Address=${v6}/64
DuplicateAddressDetection=none
`,
    // tests leave connections before login on purpose
    "etc/ssh/sshd_config.d/lab.conf": "PerSourcePenalties no\n",
    "root/.ssh/authorized_keys": `${park.key.publicLine}\n`,
    "home/admin/.ssh/authorized_keys": `${park.key.publicLine}\n`,
    ...Object.fromEntries(
      Object.entries(park.roots).map(([name, pem]) => [
        `usr/local/share/ca-certificates/${name}.crt`,
        pem,
      ]),
    ),
    ...spec.files,
  };
  for (const [name, text] of Object.entries(own)) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const script = `update-ca-certificates
    ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key
    chmod 700 /root/.ssh /home/admin/.ssh; chown -R admin:admin /home/admin/.ssh
    systemctl enable systemd-networkd
    cat /etc/ssh/ssh_host_ed25519_key.pub`;
  const told = await must(["chroot", root, "sh", "-euc", script]);
  const line = told.trim().split("\n").at(-1) ?? "";
  const [type = "", blob = ""] = line.split(" ");
  writeFileSync(knownHosts, `${v4} ${type} ${blob}\n${v6} ${type} ${blob}\n`);
  chownSync(knownHosts, 0, 0);
  const digest = createHash("sha256").update(Buffer.from(blob, "base64")).digest("base64");
  return `SHA256:${digest.replace(/=+$/, "")}`;
}
