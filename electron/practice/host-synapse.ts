import { createServer as createHttp } from "node:http";
import { createServer as createHttps, type Server as HttpsServer } from "node:https";
import { createSecureContext } from "node:tls";
import { createHomeserver, parseSigningKey, printSigningKey } from "./homeserver.ts";
import { ACCEPTED, type Told, type Unit, type UnitState } from "./host-machine.ts";
import type { HostSockets } from "./host-sockets.ts";
import type { Tree } from "./host-tree.ts";
import {
  ConfigError,
  CONF_D,
  readSynapse,
  type Listener,
  type SynapseConfig,
} from "./synapse-config.ts";

/** The program that `ss` shows for Synapse. */
const PROCESS = "python3";
const DATABASE = "/var/lib/matrix-synapse/homeserver.db";
const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);
const FAILED: Told = {
  accepted: false,
  output:
    'Job for matrix-synapse.service failed because the control process exited with error code.\nSee "systemctl status matrix-synapse.service" and "journalctl -xeu matrix-synapse.service" for details.',
};

/** What Synapse's unit stands on. `signingSeed` becomes its key at the first start. */
export interface SynapseParts {
  readonly tree: Tree;
  readonly sockets: HostSockets;
  readonly signingSeed: Buffer;
  readonly firstPid: number;
}

interface Running {
  readonly pid: number;
  readonly config: SynapseConfig;
  readonly secure: readonly HttpsServer[];
}

type Phase =
  | { readonly kind: "dead" }
  | { readonly kind: "crashing" }
  | ({ readonly kind: "running" } & Running);

/**
 * Debian's `matrix-synapse.service`: it is skipped without `conf.d/server_name.yaml`
 * (ConditionPathExists), crash-loops on a configuration that cannot be read (Restart=always), and has
 * no ExecReload; SIGHUP makes it read its certificate again.
 */
export function createSynapseUnit(parts: SynapseParts): Unit {
  const lines: string[] = [];
  let phase: Phase = { kind: "dead" };
  let nextPid = parts.firstPid;
  const stop = async (): Promise<Told> => {
    phase = { kind: "dead" };
    await parts.sockets.closeAllOf(PROCESS);
    return ACCEPTED;
  };
  const start = async (): Promise<Told> => {
    if (phase.kind === "running") return ACCEPTED;
    if (!conditionMet(parts.tree)) {
      lines.push(
        `matrix-synapse.service - Synapse Matrix homeserver was skipped because of an unmet condition check (ConditionPathExists=${CONF_D}/server_name.yaml).`,
      );
      return ACCEPTED;
    }
    try {
      phase = { kind: "running", ...(await boot(parts, (nextPid += 1))) };
      lines.push("Synapse now listening");
      return ACCEPTED;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      await parts.sockets.closeAllOf(PROCESS);
      phase = { kind: "crashing" };
      lines.push(
        `Error in configuration:\n  ${error.message}`,
        "matrix-synapse.service: Scheduled restart job, restart counter is at 1.",
      );
      return FAILED;
    }
  };
  return {
    start,
    stop,
    state: () => stateOf(phase, parts.tree),
    // systemctl answers 3: the unit has no ExecReload.
    reload: () =>
      Promise.resolve({
        accepted: false,
        output:
          "Failed to reload matrix-synapse.service: Job type reload is not applicable for unit matrix-synapse.service.",
      }),
    hup: () => {
      if (phase.kind !== "running")
        return Promise.resolve({
          accepted: false,
          output: "Failed to kill unit matrix-synapse.service: No main process to kill",
        });
      lines.push(renew(parts.tree, phase));
      return Promise.resolve(ACCEPTED);
    },
    test: () => test(parts.tree),
    log: () => lines.slice(-40).join("\n"),
  };
}

function conditionMet(tree: Tree): boolean {
  return tree.at(`${CONF_D}/server_name.yaml`) !== null;
}

function stateOf(phase: Phase, tree: Tree): UnitState {
  const common = { enabled: true, canReload: false, conditionMet: conditionMet(tree) };
  switch (phase.kind) {
    case "dead":
      return { ...common, active: "inactive", sub: "dead", mainPid: 0 };
    case "crashing":
      return { ...common, active: "activating", sub: "auto-restart", mainPid: 0 };
    case "running":
      return { ...common, active: "active", sub: "running", mainPid: phase.pid };
  }
}

function test(tree: Tree): { readonly passed: boolean; readonly output: string } {
  try {
    const config = readSynapse(tree);
    if (config.listeners.some((each) => each.tls)) createSecureContext(pairOf(tree, config));
    return { passed: true, output: `configuration read: ${config.serverName}` };
  } catch (error) {
    return {
      passed: false,
      output: `ConfigError: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

async function boot(parts: SynapseParts, pid: number): Promise<Running> {
  const config = readSynapse(parts.tree);
  const key = signingKey(parts, config.signingKeyPath);
  if (parts.tree.at(DATABASE) === null)
    parts.tree.seed(DATABASE, "", { owner: "matrix-synapse", group: "nogroup" });
  const secure: HttpsServer[] = [];
  for (const listener of config.listeners) {
    const handler = createHomeserver(config.serverName, key, listener.resources);
    const server = listener.tls
      ? createHttps(secureOptions(parts.tree, config), handler)
      : createHttp(handler);
    if ("setSecureContext" in server) secure.push(server);
    const socket = { port: listener.port, bind: bindOf(listener), process: PROCESS, pid };
    if (isClash(listener) || !(await parts.sockets.open(socket, server))) {
      throw new ConfigError(
        `twisted.internet.error.CannotListenError: Couldn't listen on ${listener.bind[0] ?? ""}:${listener.port}: [Errno 98] Address already in use.`,
      );
    }
  }
  return { pid, config, secure };
}

/** With TLS, `0.0.0.0` before `::` is fatal: the second of the two finds its port taken. */
function isClash(listener: Listener): boolean {
  const first = listener.bind.indexOf("0.0.0.0");
  return listener.tls && first >= 0 && listener.bind.indexOf("::") > first;
}

function bindOf(listener: Listener): "everywhere" | "loopback" {
  return listener.bind.every((each) => LOOPBACK.has(each)) ? "loopback" : "everywhere";
}

function signingKey(
  parts: SynapseParts,
  path: string,
): NonNullable<ReturnType<typeof parseSigningKey>> {
  if (parts.tree.file(path) === null) {
    parts.tree.seed(path, printSigningKey(parts.signingSeed), {
      mode: 0o600,
      owner: "matrix-synapse",
      group: "nogroup",
    });
  }
  const key = parseSigningKey(parts.tree.file(path)?.content ?? "");
  if (key === null) throw new ConfigError(`Error reading signing_key: ${path}`);
  return key;
}

function secureOptions(
  tree: Tree,
  config: SynapseConfig,
): { readonly key: string; readonly cert: string } {
  const pair = pairOf(tree, config);
  try {
    createSecureContext(pair);
    return pair;
  } catch (error) {
    throw new ConfigError(
      `ssl.SSLError: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function pairOf(
  tree: Tree,
  config: SynapseConfig,
): { readonly key: string; readonly cert: string } {
  const read = (path: string | null): string =>
    path === null ? "" : (tree.file(path)?.content ?? "");
  return { key: read(config.keyPath), cert: read(config.certificatePath) };
}

/** SIGHUP: the certificate is read again; a bad one is logged and the old one stays. */
function renew(tree: Tree, running: Running): string {
  try {
    checkReadable(tree, running.config);
    const pair = pairOf(tree, running.config);
    for (const server of running.secure) server.setSecureContext(pair);
    return "Reloaded certificate";
  } catch (error) {
    return `Error reloading certificate: ${String(error)}`;
  }
}

function checkReadable(tree: Tree, { certificatePath, keyPath }: SynapseConfig): void {
  for (const path of [certificatePath, keyPath]) {
    if (path !== null && !tree.canRead(path, "matrix-synapse"))
      throw new ConfigError(`Error accessing file '${path}'`);
  }
}
