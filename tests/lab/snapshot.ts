import { readFileSync } from "node:fs";
import path from "node:path";
import type { Machine } from "./machine.ts";

/** One file of a machine. */
export interface Entry {
  readonly path: string;
  readonly kind: "dir" | "file" | "link" | "other";
  readonly owner: string;
  readonly mode: string;
  readonly content?: string;
}

/** The state of a machine as far as undo has to restore it. */
export interface Snapshot {
  readonly files: ReadonlyMap<string, Entry>;
  /** Debconf's answers of the Synapse package. */
  readonly debconf: string;
  /** The unit: `stopped`, `active`, or `failing`, which also stands between two tries of a crash loop. */
  readonly synapse: string;
  /** Sockets that listen, as `protocol address:port`. */
  readonly listening: readonly string[];
}

/** Folders that are compared. */
export const lookedAt = [
  "/etc",
  "/var/lib",
  "/var/www",
  "/var/spool",
  "/srv",
  "/opt",
  "/root",
  "/home",
  "/usr/local",
  "/usr/lib/systemd/system",
  "/run/systemd/system",
  "/run/systemd/transient",
  "/run/homeport",
  "/tmp",
  "/var/tmp",
] as const;

/** What Synapse and the system write by themselves while the lab runs; printed with each result. */
export const leftOut: readonly { readonly path: string; readonly why: string }[] = [
  { path: "/var/lib/matrix-synapse", why: "database and media: Synapse" },
  {
    path: "/etc/matrix-synapse/homeserver.signing.key",
    why: "signing key: Synapse at its first start",
  },
  { path: "/var/lib/systemd", why: "timer stamps, seed: systemd" },
  { path: "/var/lib/private", why: "state of systemd services" },
  { path: "/var/lib/dbus", why: "machine id" },
  { path: "/etc/machine-id", why: "systemd at first boot" },
  {
    path: "/home/admin/.sudo_as_admin_successful",
    why: "sudo at its first use by a group `admin`",
  },
  { path: "/tmp/systemd-private-", why: "private folders of running services" },
  { path: "/var/tmp/systemd-private-", why: "private folders of running services" },
  { path: "/run/systemd/transient/session-", why: "login sessions" },
  { path: "/run/systemd/transient/user-", why: "login sessions" },
];

/** Where Homeport may leave its journal after an undo. */
export const homeportState = "/var/lib/homeport";

const script = readFileSync(path.join(import.meta.dirname, "snapshot.py"), "utf8");

/** Looks at a machine as root: about a second. */
export async function takeSnapshot(machine: Machine): Promise<Snapshot> {
  const listed = await machine.must(`python3 - ${lookedAt.join(" ")}`, { input: script });
  const entries = listed
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Entry);
  const state = await machine.ssh(`debconf-show matrix-synapse 2>/dev/null | sort; echo ==
    systemctl show -P ActiveState matrix-synapse; echo ==
    ss -Hltun | awk '{print $1, $5}' | sort -u`);
  const [debconf = "", unit = "", sockets = ""] = state.stdout.split("==\n");
  return {
    files: new Map(
      entries.filter((entry) => !isLeftOut(entry.path)).map((entry) => [entry.path, entry]),
    ),
    debconf: debconf.trim(),
    synapse: unitState(unit.trim()),
    listening: sockets
      .trim()
      .split("\n")
      .filter((each) => !isEphemeral(each)),
  };
}

function unitState(state: string): string {
  if (state === "activating") return "failing";
  return state === "inactive" || state === "failed" ? "stopped" : state;
}

function isLeftOut(file: string): boolean {
  return leftOut.some(
    (each) =>
      file === each.path || file.startsWith(each.path.endsWith("-") ? each.path : `${each.path}/`),
  );
}

function isEphemeral(socket: string): boolean {
  return socket.startsWith("udp");
}

/** What to disregard when two snapshots are compared, beside `leftOut`. */
export interface Comparison {
  /** Paths (with all below them) that may differ in any way. */
  readonly except?: readonly string[];
  /** Paths (with all below them) whose bytes may differ, but not owner and mode. */
  readonly anyBytes?: readonly string[];
}

/** Each difference between two snapshots as a sentence; empty when they are alike. */
export function differences(
  before: Snapshot,
  after: Snapshot,
  how: Comparison = {},
): readonly string[] {
  const below = (file: string, folders: readonly string[] = []): boolean =>
    folders.some((folder) => file === folder || file.startsWith(`${folder}/`));
  const found: string[] = [];
  for (const file of new Set([...before.files.keys(), ...after.files.keys()])) {
    if (below(file, how.except)) continue;
    const told = difference(
      before.files.get(file),
      after.files.get(file),
      below(file, how.anyBytes),
    );
    if (told !== null) found.push(`${file}: ${told}`);
  }
  if (before.debconf !== after.debconf)
    found.push(`debconf: was ${before.debconf}, is ${after.debconf}`);
  if (before.synapse !== after.synapse)
    found.push(`matrix-synapse: was ${before.synapse}, is ${after.synapse}`);
  const [was, is] = [before.listening.join(", "), after.listening.join(", ")];
  if (was !== is) found.push(`listening: was ${was}, is ${is}`);
  return found;
}

function difference(
  before: Entry | undefined,
  after: Entry | undefined,
  anyBytes: boolean,
): string | null {
  if (before === undefined) return "is new";
  if (after === undefined) return "is gone";
  if (before.kind !== after.kind) return `was a ${before.kind}, is a ${after.kind}`;
  if (before.owner !== after.owner) return `owner was ${before.owner}, is ${after.owner}`;
  if (before.mode !== after.mode && before.kind !== "link")
    return `mode was ${before.mode}, is ${after.mode}`;
  return before.content !== after.content && !anyBytes ? "other bytes" : null;
}

/** The printed list of what no comparison looks at. */
export function leftOutText(): string {
  return leftOut.map((each) => `${each.path} (${each.why})`).join("; ");
}
