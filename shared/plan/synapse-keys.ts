import type { SynapseListener, SynapseSeen } from "../facts/host-seen.ts";
import {
  EVERYWHERE,
  keyNames,
  LOOPBACK,
  onIpv4,
  renderSynapseConfig,
  type HandedTo,
  type SynapseKeys,
} from "../render/synapse-config.ts";
import { clientBaseUrl } from "./choose-well-known.ts";
import type { Decision } from "./decision.ts";
import type { FileToWrite } from "./plan.ts";
import { portAt } from "./port-at.ts";
import type { Situation } from "./situation.ts";
import { isBefore } from "./versions.ts";

/** Port at which Synapse answers a proxy on its own machine, unless one is configured. */
const PLAIN_PORT = 8008;

/** Debian's folder for further configuration files. */
const CONF_DIR = "/etc/matrix-synapse/conf.d";

/** Our file there; it is read after the distribution's. */
const OUR_FILE = "zz-homeport.yaml";

/** Our keys in Synapse's configuration, and whose file they go into. */
export interface SynapseText {
  readonly file: FileToWrite & { readonly what: "synapse-config" };
  /** Names of the keys, as a list to read. */
  readonly keys: string;
  /** Somebody's own file that a person puts them into; null: a file of ours. */
  readonly handed: HandedTo | null;
}

/** Our keys for a decision; what the file opens are all listeners after it. */
export function synapseText(situation: Situation, decision: Decision): SynapseText {
  const present = situation.input.host?.synapse ?? null;
  const listeners = listenersAfter(situation, decision, present?.listeners ?? []);
  const keys: SynapseKeys = {
    listeners,
    tls: tlsPaths(situation, decision, listeners),
    publicBaseUrl: publicBaseUrl(situation, decision, present),
  };
  const path = synapseFilePath(situation);
  const mount = inContainer(situation) && keys.tls !== null ? folderOf(keys.tls.certificate) : null;
  const handed = path.endsWith(`/${OUR_FILE}`) ? null : { path, mount };
  const content = renderSynapseConfig(keys, handed);
  const file = { what: "synapse-config", path, content, opens: listeners } as const;
  return { file, keys: keyNames(keys).join(", "), handed };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** Where our keys go: a file of our own in `conf.d`; where there is none, the person's last file takes them. */
export function synapseFilePath(situation: Situation): string {
  const synapse = situation.input.host?.synapse ?? null;
  const packaged = ["debian", "matrix.org", "none"].includes(synapse?.install ?? "none");
  if (packaged || (synapse !== null && synapse.confDir !== null))
    return `${synapse?.confDir ?? CONF_DIR}/${OUR_FILE}`;
  return synapse?.configFiles.at(-1) ?? "homeserver.yaml";
}

/** The port behind a proxy: the first plain listener that federates, as it will be. */
export function upstreamPort(listeners: readonly SynapseListener[]): number {
  return listeners.find(federatesPlainly)?.port ?? PLAIN_PORT;
}

/** Every listener after the change; the list in our file replaces the one before it. */
export function listenersAfter(
  situation: Situation,
  decision: Decision,
  present: readonly SynapseListener[],
): readonly SynapseListener[] {
  const after =
    decision.place.endsTls === "proxy"
      ? behindProxy(situation, decision, present)
      : endingTls(decision, present);
  return (situation.input.host?.ipv6 ?? true) ? after : after.map(onIpv4);
}

function endingTls(
  { way }: Decision,
  present: readonly SynapseListener[],
): readonly SynapseListener[] {
  const others = present.filter((each) => each.port !== way.port);
  const old = present.find((each) => each.port === way.port && each.tls);
  const bind = old === undefined || isLoopback(old.bindAddresses) ? EVERYWHERE : old.bindAddresses;
  const served = resources(["client", "federation", ...(old?.resources ?? [])]);
  return [
    {
      port: way.port,
      tls: true,
      type: "http",
      bindAddresses: bind,
      xForwarded: false,
      resources: served,
      ...keptOf(old),
    },
    ...others,
  ];
}

/** A TLS listener stays only where it answers today: others name files that may not exist, which is fatal. */
function behindProxy(
  situation: Situation,
  decision: Decision,
  present: readonly SynapseListener[],
): readonly SynapseListener[] {
  const kept = present.filter(
    (each) =>
      !each.tls ||
      (each.port !== decision.way.port && answersToday(situation, decision, each.port)),
  );
  const port = upstreamPort(kept);
  const plain = kept.find((each) => each.port === port);
  const bound = plain?.bindAddresses ?? [];
  // Within a container the loopback address is the container's own.
  const usual = inContainer(situation) ? EVERYWHERE : LOOPBACK;
  const behind: SynapseListener = {
    port,
    tls: false,
    type: "http",
    bindAddresses: bound.length > 0 ? bound : usual,
    xForwarded: true,
    resources: resources(["client", "federation", ...(plain?.resources ?? [])]),
    ...keptOf(plain),
  };
  return [behind, ...kept.filter((each) => each.port !== port)];
}

/** What a listener says beside what we decide stays as it is. */
function keptOf(old: SynapseListener | undefined): Pick<SynapseListener, "compressed" | "further"> {
  return {
    ...(old?.compressed === undefined ? {} : { compressed: old.compressed }),
    ...(old?.further === undefined ? {} : { further: old.further }),
  };
}

function inContainer(situation: Situation): boolean {
  return situation.input.host?.synapse?.install === "docker";
}

function answersToday(situation: Situation, decision: Decision, port: number): boolean {
  return situation.own.some(
    (address) => portAt(situation.input, address, port, decision.way).state === "homeserver",
  );
}

/** Synapse needs the paths where it ends TLS; up to 0.99.0 it does not start without a certificate file (#4554). */
function tlsPaths(
  situation: Situation,
  decision: Decision,
  listeners: readonly SynapseListener[],
): SynapseKeys["tls"] {
  const path = decision.certificate.certificate?.path;
  if (path === undefined || !synapseReadsCertificate(situation, decision, listeners)) return null;
  return { certificate: `${path}/fullchain.pem`, key: `${path}/privkey.pem` };
}

/** Tells whether Synapse itself has to read the certificate. */
export function synapseReadsCertificate(
  situation: Situation,
  decision: Decision,
  listeners: readonly SynapseListener[],
): boolean {
  if (decision.certificate.certificate === null || decision.certificate.ofProxy) return false;
  if (decision.place.endsTls === "synapse") return true;
  const keeps = listeners.some((each) => each.tls);
  return !keeps && isBefore(situation.input.host?.synapse?.version ?? null, "0.99.1");
}

/** A base URL that somebody else set stays: apps are told it already. */
function publicBaseUrl(
  situation: Situation,
  decision: Decision,
  present: SynapseSeen | null,
): string | null {
  const base = clientBaseUrl(situation, decision.way);
  if (base === null) return null;
  const ours =
    situation.input.host?.files[synapseFilePath(situation)]?.includes("public_baseurl:") === true;
  const foreign = present !== null && present.publicBaseUrl !== null && !ours;
  return foreign ? null : `${base}/`;
}

function federatesPlainly(listener: SynapseListener): boolean {
  return (
    !listener.tls &&
    listener.type === "http" &&
    (listener.resources.length === 0 || listener.resources.includes("federation"))
  );
}

function isLoopback(addresses: readonly string[]): boolean {
  return addresses.every((address) => LOOPBACK.includes(address) || address === "localhost");
}

/** `webclient` is left out: it is fatal from 1.53.0 on. */
function resources(names: readonly string[]): readonly string[] {
  return names.filter((name, at) => names.indexOf(name) === at && name !== "webclient");
}
