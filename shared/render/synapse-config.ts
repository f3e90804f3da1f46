import type { SynapseListener } from "../facts/host-seen.ts";
import { MARKER } from "./marker.ts";

/** What our file in `conf.d` sets; a null or empty value leaves the key to the other files. */
export interface SynapseKeys {
  /** Every listener: the merge is shallow, so this list replaces the one before it. */
  readonly listeners: readonly SynapseListener[] | null;
  readonly tls: { readonly certificate: string; readonly key: string } | null;
  readonly publicBaseUrl: string | null;
}

/** Somebody's own file that the keys are put into by hand. */
export interface HandedTo {
  readonly path: string;
  /** Folder that Synapse's container sees only where it is mounted; null: no container, or no such folder. */
  readonly mount: string | null;
}

/** Where Synapse listens when it ends TLS itself. IPv6 first: the other order is fatal with TLS. */
export const EVERYWHERE: readonly string[] = ["::", "0.0.0.0"];

/** Where Synapse listens behind a proxy on the same machine. */
export const LOOPBACK: readonly string[] = ["::1", "127.0.0.1"];

/** The listener on a machine without IPv6, where an IPv6 address is fatal: the addresses of IPv4 that mean the same. */
export function onIpv4(each: SynapseListener): SynapseListener {
  const alike: { readonly [address: string]: string } = { "::": "0.0.0.0", "::1": "127.0.0.1" };
  const bindAddresses = each.bindAddresses
    .map((address) => alike[address] ?? address)
    .filter((address, at, all) => !address.includes(":") && all.indexOf(address) === at);
  return bindAddresses.length === 0 ? each : { ...each, bindAddresses };
}

/**
 * Text of `conf.d/zz-homeport.yaml`, or that for a file of somebody's own: YAML 1.1 as Synapse reads it,
 * every scalar text quoted.
 */
export function renderSynapseConfig(keys: SynapseKeys, handed: HandedTo | null = null): string {
  return [
    ...(handed === null ? OURS : headFor(keys, handed)),
    ...(keys.tls ? [`tls_certificate_path: ${text(keys.tls.certificate)}`] : []),
    ...(keys.tls ? [`tls_private_key_path: ${text(keys.tls.key)}`] : []),
    ...(keys.publicBaseUrl === null ? [] : [`public_baseurl: ${text(keys.publicBaseUrl)}`]),
    ...(keys.listeners === null ? [] : ["listeners:", ...keys.listeners.flatMap(listener)]),
    "",
  ].join("\n");
}

/** Names of the keys that a text sets, in its order. */
export function keyNames(keys: SynapseKeys): readonly string[] {
  return [
    ...(keys.tls ? ["tls_certificate_path", "tls_private_key_path"] : []),
    ...(keys.publicBaseUrl === null ? [] : ["public_baseurl"]),
    ...(keys.listeners === null ? [] : ["listeners"]),
  ];
}

const OURS = [
  MARKER,
  "# These keys win over homeserver.yaml and over every file of this folder read before.",
];

/** Of a key that stands in one file twice YAML readers take one and say nothing. */
function headFor(keys: SynapseKeys, { path, mount }: HandedTo): readonly string[] {
  return [
    `# For ${path}, in place of the keys of these names that it has:`,
    `# ${keyNames(keys).join(", ")}. A key that stands there twice counts only once.`,
    ...(mount === null
      ? []
      : [
          "# The container sees the certificate only where this folder is mounted into it, at the same path:",
          `# ${mount}`,
        ]),
  ];
}

/** Text of `conf.d/server_name.yaml`, in the very form in which Debian's package writes it. */
export function renderServerName(serverName: string): string {
  return `server_name: ${/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/.test(serverName) ? serverName : text(serverName)}\n`;
}

function listener(each: SynapseListener): string[] {
  return [
    `  - port: ${each.port}`,
    `    tls: ${each.tls}`,
    `    type: ${text(each.type)}`,
    ...(each.bindAddresses.length > 0 ? [`    bind_addresses: ${list(each.bindAddresses)}`] : []),
    ...(each.type === "http" ? [`    x_forwarded: ${each.xForwarded}`] : []),
    ...Object.entries(each.further ?? {}).map(([key, value]) => `    ${text(key)}: ${text(value)}`),
    ...(each.resources.length > 0 ? ["    resources:", ...resources(each)] : []),
  ];
}

function resources({ resources: all, compressed = [] }: SynapseListener): string[] {
  const plain = all.filter((name) => !compressed.includes(name));
  const packed = all.filter((name) => compressed.includes(name));
  return [...entry(plain, false), ...entry(packed, true)];
}

function entry(names: readonly string[], compress: boolean): string[] {
  if (names.length === 0) return [];
  return [`      - names: ${list(names)}`, `        compress: ${compress}`];
}

function list(values: readonly string[]): string {
  return `[${values.map(text).join(", ")}]`;
}

/** Double-quoted JSON text is valid YAML 1.1 for what stands in these keys. */
function text(value: string): string {
  return JSON.stringify(value);
}
