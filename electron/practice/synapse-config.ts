import { parse } from "yaml";
import { z } from "zod";
import type { Tree } from "./host-tree.ts";

/** Synapse's configuration as far as its start needs it. */
export interface SynapseConfig {
  readonly serverName: string;
  readonly listeners: readonly Listener[];
  readonly certificatePath: string | null;
  readonly keyPath: string | null;
  readonly signingKeyPath: string;
}

/** A listener as configured. */
export interface Listener {
  readonly port: number;
  readonly tls: boolean;
  readonly bind: readonly string[];
  readonly resources: readonly string[];
}

/** What Synapse prints before it ends because of its configuration. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Where Debian's Synapse reads its configuration. */
export const HOMESERVER_YAML = "/etc/matrix-synapse/homeserver.yaml";
/** The folder whose files are read after it, in ASCII order. */
export const CONF_D = "/etc/matrix-synapse/conf.d";

const listenerShape = z.looseObject({
  port: z.number(),
  tls: z.boolean().default(false),
  bind_address: z.string().optional(),
  bind_addresses: z.array(z.string()).optional(),
  resources: z.array(z.looseObject({ names: z.array(z.string()) })).default([]),
});
const shape = z.looseObject({
  server_name: z.string().min(1),
  listeners: z.array(listenerShape).default([]),
  tls_certificate_path: z.string().optional(),
  tls_private_key_path: z.string().optional(),
  signing_key_path: z.string().default("/etc/matrix-synapse/homeserver.signing.key"),
});

const keys = z.record(z.string(), z.unknown()).catch({});

/** The files that Synapse reads, in order. */
export function synapseFiles(tree: Tree): readonly string[] {
  const inside = tree.list(CONF_D).filter((name) => name.endsWith(".yaml"));
  return [HOMESERVER_YAML, ...inside.map((name) => `${CONF_D}/${name}`)].filter(
    (path) => tree.file(path) !== null,
  );
}

/** All keys after the merge: whole keys, the last file wins. Throws `ConfigError`. */
export function mergedConfig(tree: Tree): { readonly [key: string]: unknown } {
  const read = synapseFiles(tree).map((path) => {
    if (!tree.canRead(path, "matrix-synapse"))
      throw new ConfigError(`PermissionError: [Errno 13] Permission denied: '${path}'`);
    return readYaml(tree.file(path)?.content ?? "", path);
  });
  return Object.fromEntries(read.flatMap((each) => Object.entries(each)));
}

/** The configuration as Synapse checks it at its start. Throws `ConfigError` in Synapse's own words. */
export function readSynapse(tree: Tree): SynapseConfig {
  const merged = mergedConfig(tree);
  if (merged["server_name"] === undefined)
    throw new ConfigError("Missing mandatory `server_name` config option.");
  const parsed = shape.safeParse(merged);
  if (!parsed.success)
    throw new ConfigError(
      `Error in configuration at '${parsed.error.issues[0]?.path.join(".") ?? ""}'`,
    );
  const { data } = parsed;
  const config: SynapseConfig = {
    serverName: data.server_name,
    certificatePath: data.tls_certificate_path ?? null,
    keyPath: data.tls_private_key_path ?? null,
    signingKeyPath: data.signing_key_path,
    listeners: data.listeners.map((each) => ({
      port: each.port,
      tls: each.tls,
      bind:
        each.bind_addresses ??
        (each.bind_address === undefined ? ["::", "0.0.0.0"] : [each.bind_address]),
      resources: each.resources.flatMap((resource) => resource.names),
    })),
  };
  if (config.listeners.some((each) => each.tls)) checkTls(tree, config);
  return config;
}

function checkTls(tree: Tree, { certificatePath, keyPath }: SynapseConfig): void {
  if (certificatePath === null)
    throw new ConfigError(
      "tls_certificate_path must be specified if TLS-enabled listeners are configured.",
    );
  if (keyPath === null)
    throw new ConfigError(
      "tls_private_key_path must be specified if TLS-enabled listeners are configured.",
    );
  for (const path of [certificatePath, keyPath]) {
    if (tree.file(path) === null)
      throw new ConfigError(
        `Error accessing file '${path}' (config for 'tls'): [Errno 2] No such file or directory: '${path}'`,
      );
    if (!tree.canRead(path, "matrix-synapse"))
      throw new ConfigError(
        `Error accessing file '${path}': [Errno 13] Permission denied: '${path}'`,
      );
  }
}

function readYaml(text: string, path: string): { readonly [key: string]: unknown } {
  try {
    return keys.parse(parse(text, { version: "1.1" }));
  } catch (error) {
    throw new ConfigError(`Error parsing ${path}: ${String(error)}`);
  }
}
