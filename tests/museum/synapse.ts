import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { launch, type Daemon } from "../lab/daemon.ts";
import { cleanEnv, exec, must, type Finished } from "../lab/exec.ts";
import { places } from "../lab/places.ts";
import { waitFor } from "../lab/wait.ts";
import { insideClient } from "./network.ts";
import { venvPython } from "./venv.ts";
import type { Exhibit } from "./versions.ts";

/** A configured Synapse of one version, in its own folder and namespace. */
export interface Instance {
  readonly exhibit: Exhibit;
  readonly dir: string;
  readonly serverName: string;
  /** Starts it with `override` (YAML text) merged over the generated configuration. */
  readonly start: (override: string) => Daemon;
  /** Runs a command in its namespace. */
  readonly run: (argv: readonly string[], input?: string) => Promise<Finished>;
}

/** How a Synapse is made: `name` tells several instances of a version apart. */
export interface Making {
  readonly group: string;
  readonly exhibit: Exhibit;
  readonly name: string;
  /** PEM file of the roots that it trusts. */
  readonly roots: string;
}

/** Generates the configuration of a version as its own program does; nothing is started. */
export async function makeInstance({ group, exhibit, name, roots }: Making): Promise<Instance> {
  const dir = path.join(places.run, `synapse-${name}`);
  mkdirSync(dir, { recursive: true });
  const serverName = `${name.replaceAll(".", "-")}.peer.example`;
  const env = { ...cleanEnv, SSL_CERT_FILE: roots, PYTHONDONTWRITEBYTECODE: "1" };
  const base = [
    venvPython(exhibit),
    "-m",
    "synapse.app.homeserver",
    "--config-path",
    "homeserver.yaml",
  ];
  const generate = ["--server-name", serverName, "--generate-config", "--report-stats=no"];
  await must(inside([...base, ...generate]), { env, cwd: dir });
  function inside(argv: readonly string[]): readonly string[] {
    return insideClient(group, exhibit, ["env", "-C", dir, ...argv]);
  }
  return {
    exhibit,
    dir,
    serverName,
    run: (argv, input = "") => exec(inside(argv), { input, env, timeout: 600_000 }),
    start: (override) => {
      writeFileSync(path.join(dir, "override.yaml"), override);
      const [command = "", ...args] = inside([...base, "--config-path", "override.yaml"]);
      return held(launch(`synapse-${name}`, command, args, env));
    },
  };
}

/** A daemon's handle is given free at its start, so the end of this one is waited for with a timer beside it. */
function held(daemon: Daemon): Daemon {
  const stop = async (): Promise<void> => {
    const timer = setInterval(() => undefined, 1000);
    await daemon.stop();
    clearInterval(timer);
  };
  return { ...daemon, stop };
}

/** What every instance has: nobody to ask for keys, no forbidden networks, cheap passwords. */
export const commonSettings = `perspectives:
  servers: {}
trusted_key_servers: []
suppress_key_server_warning: true
ip_range_blacklist: []
federation_ip_range_blacklist: []
bcrypt_rounds: 4
`;

/** A listener of the old and the new form alike. */
export function listener(port: number, tls: boolean): string {
  return `  - port: ${port}
    tls: ${tls}
    type: http
    bind_addresses: ['0.0.0.0']
    resources:
      - names: [client, federation]
        compress: false
`;
}

/** Settings that name a certificate and its key. */
export function tlsPaths(certificate: string, key: string): string {
  return `tls_certificate_path: ${certificate}\ntls_private_key_path: ${key}\n`;
}

/** Whether a port of the instance's own namespace is open, by trying. */
export async function isOpen(instance: Instance, port: number): Promise<boolean> {
  const script = `import socket; socket.create_connection(("127.0.0.1", ${port}), 2)`;
  return (await instance.run([venvPython(instance.exhibit), "-c", script])).code === 0;
}

/** Waits until a port is open or the process has ended; gives whether it is open. */
export async function opens(instance: Instance, daemon: Daemon, port: number): Promise<boolean> {
  const probe = async (): Promise<boolean | undefined> => {
    if (await isOpen(instance, port)) return true;
    return daemon.running() ? undefined : false;
  };
  const what = `${instance.exhibit.version}: port ${port}`;
  return waitFor(what, probe, { within: 180_000, every: 500 });
}
