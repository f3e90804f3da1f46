import { z } from "zod";
import type { InstallKind, SynapseSeen, UnitSeen } from "./host-seen.ts";
import { readListeners } from "./read-survey-listeners.ts";
import { linesOf, readUnit, valueOf, type Sections } from "./read-survey-text.ts";

const text = z.string().max(4096);

const configSchema = z.object({
  server_name: text.nullish(),
  listeners: z.array(z.unknown()).nullish(),
  tls_certificate_path: text.nullish(),
  tls_private_key_path: text.nullish(),
  public_baseurl: text.nullish(),
});

/** What `reader.py` prints on the host. */
const readingSchema = z.object({
  version: text.nullish(),
  problem: text.nullish(),
  files: z.array(text).max(1000).default([]),
  folders: z.array(text).max(100).default([]),
  config: configSchema.default({}),
  setIn: z.record(z.string(), text).default({}),
  database: text.nullish(),
  users: z.boolean().nullish(),
  dataDir: text.nullish(),
});

type Reading = z.infer<typeof readingSchema>;

/** Keys that our file sets, so that no file after it may set them (design section 3, Config). */
const OUR_KEYS = ["listeners", "tls_certificate_path", "tls_private_key_path", "public_baseurl"];
const OUR_FILE = "zz-homeport.yaml";

/** Synapse as the survey found it; null where there is none. */
export function readSynapse(sections: Sections): SynapseSeen | null {
  const shown = sections["synapse-unit"];
  const unit = shown === undefined ? null : readUnit(valueOf(shown, "unit"), shown);
  const packages = installedPackages(sections["packages"] ?? "");
  const install = installKind(sections, packages, unit);
  if (install === "none") return null;
  const reading = readReading(sections["synapse-config"] ?? "");
  const { config } = reading;
  const listeners = readListeners(config.listeners ?? []);
  const version = reading.version ?? plainVersion(packages[0]?.version ?? "");
  const confDir = reading.folders.at(-1)?.replace(/(?<=.)\/+$/, "") ?? null;
  return {
    version,
    install,
    configFiles: reading.files,
    confDir,
    serverName: config.server_name ?? null,
    debconfName: linesOf(sections["debconf-name"] ?? "")[0]?.trim() || null,
    users: reading.users ?? null,
    listeners: listeners.flatMap((each) => each.listener ?? []),
    tlsCertificatePath: config.tls_certificate_path ?? null,
    tlsPrivateKeyPath: config.tls_private_key_path ?? null,
    publicBaseUrl: config.public_baseurl ?? null,
    runsAs: (shown === undefined ? "" : valueOf(shown, "User")) || "root",
    unit,
    reload: reloadOf(unit, version),
    database: databaseOf(reading.database ?? ""),
    dataDir: reading.dataDir ?? null,
    configProblem:
      configProblem(reading, confDir) ?? listeners.find((each) => each.fault)?.fault ?? null,
  };
}

function readReading(json: string): Reading {
  try {
    const parsed = readingSchema.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : unread("not understood");
  } catch {
    return unread("not read");
  }
}

function unread(why: string): Reading {
  return { problem: why, files: [], folders: [], config: {}, setIn: {} };
}

interface InstalledPackage {
  readonly name: string;
  readonly version: string;
}

/** Lines of `dpkg-query`: only `ii`, installed and configured, counts. */
function installedPackages(lines: string): readonly InstalledPackage[] {
  return linesOf(lines).flatMap((line) => {
    const parts = /^ii\s+(\S+)\s+(\S+)$/.exec(line);
    return parts ? [{ name: parts[1] ?? "", version: parts[2] ?? "" }] : [];
  });
}

function installKind(
  sections: Sections,
  packages: readonly InstalledPackage[],
  unit: UnitSeen | null,
): InstallKind {
  if (packages.some((each) => each.name === "matrix-synapse-py3")) return "matrix.org";
  if (packages.length > 0) return "debian";
  if (unit !== null)
    return /^\/usr\/bin\/python3? /.test(sections["synapse-start"] ?? "") ? "other" : "pip";
  return (sections["docker-synapse"] ?? "").trim() === "" ? "none" : "docker";
}

/** `1:1.160.0-1+b2` is 1.160.0. */
function plainVersion(version: string): string | null {
  return (
    /^(?:[0-9]+:)?([0-9]+(?:\.[0-9]+)+(?:rc[0-9]+)?)/.exec(version.replace("~", ""))?.[1] ?? null
  );
}

/** Since 0.99 a hangup signal makes Synapse read its certificate again; the units in use have no reload of their own. */
function reloadOf(unit: UnitSeen | null, version: string | null): SynapseSeen["reload"] {
  if (unit?.canReload === true) return "systemctl-reload";
  const [major = 0, minor = 0] = (version ?? "0.0").split(".").map(Number);
  return unit !== null && (major >= 1 || minor >= 99) ? "sighup" : "restart";
}

function databaseOf(name: string): SynapseSeen["database"] {
  if (name === "sqlite3") return "sqlite";
  return name === "psycopg2" ? "postgres" : null;
}

/** A reading that failed, or the first file after ours that sets one of our keys. */
function configProblem({ problem, files, setIn }: Reading, confDir: string | null): string | null {
  if (problem !== null && problem !== undefined) return problem;
  if (confDir === null) return null;
  const ours = `${confDir}/${OUR_FILE}`;
  const isAfterOurs = (path: string) => {
    const inFolder = files.filter((each) => each.startsWith(`${confDir}/`));
    const last = files.lastIndexOf(inFolder.at(-1) ?? "");
    return inFolder.includes(path) ? path > ours : last >= 0 && files.lastIndexOf(path) > last;
  };
  return (
    OUR_KEYS.map((key) => setIn[key]).find((path) => path !== undefined && isAfterOurs(path)) ??
    null
  );
}
