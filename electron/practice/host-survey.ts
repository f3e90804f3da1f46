import { X509Certificate } from "node:crypto";
import type { HostOperations } from "../engine/host-operations.ts";
import { debconfName } from "./host-debconf.ts";
import { unitOf, type Machine, type Unit } from "./host-machine.ts";
import type { HostSocket } from "./host-sockets.ts";
import { nginxFiles } from "./nginx-sites.ts";
import {
  CONF_D,
  ConfigError,
  HOMESERVER_YAML,
  mergedConfig,
  synapseFiles,
} from "./synapse-config.ts";

type Sections = { [name: string]: string };

const START = `/usr/bin/python3 -m synapse.app.homeserver --config-path=${HOMESERVER_YAML} --config-path=${CONF_D}/`;
const KEYS = [
  "server_name",
  "listeners",
  "tls_certificate_path",
  "tls_private_key_path",
  "public_baseurl",
  "signing_key_path",
];
const WEB_SERVERS = ["nginx", "apache2", "httpd", "caddy", "haproxy"];
const OWN_FILES = [
  /^\/etc\/nginx\/(conf\.d|sites-enabled|sites-available)\/homeport-[^/]*\.conf$/,
  /^\/etc\/matrix-synapse\/conf\.d\/(server_name|zz-homeport)\.yaml$/,
];

/** A whole look at a practice host, in the sections and forms that the script of a real host gives. */
export function survey(machine: Machine): HostOperations["survey"]["output"] {
  const nginx = unitOf(machine, "nginx");
  const synapse = unitOf(machine, "matrix-synapse");
  const sections: Sections = {
    "os-release":
      'PRETTY_NAME="Debian GNU/Linux forky/sid"\nNAME="Debian GNU/Linux"\nVERSION_CODENAME=forky\nID=debian\n',
    init: "systemd",
    whoami: "root\n",
    "tool.openssl": "/usr/bin/openssl",
    "tool.python3": "/usr/bin/python3",
    "tool.systemctl": "/usr/bin/systemctl",
    "tool.ss": "/usr/bin/ss",
    clock: `${(Date.now() / 1000).toFixed(9)}\n`,
    space: "20000000\n20000000\n",
    packages: synapse === null ? "" : "ii  matrix-synapse 1.160.0-1\n",
    sockets: machine.sockets.list().map(socketLine).join(""),
    "kernel-sockets": machine.sockets.list().map(kernelLine).join(""),
    addresses: `${machine.address}/24\n`,
    ipv6: "yes",
    firewall: "none",
    "debconf-name": debconfLine(machine),
  };
  if (nginx !== null) addNginx(sections, machine);
  for (const name of WEB_SERVERS)
    sections[`unit.${name}.service`] = unitText(name === "nginx" ? nginx : null);
  addCertificates(sections, machine);
  if (synapse !== null) addSynapse(sections, machine, synapse);
  for (const [path, node] of Object.entries(machine.tree.dump())) {
    if (node.kind === "file" && OWN_FILES.some((each) => each.test(path)))
      sections[`file.${path}`] = node.content;
  }
  return { sections };
}

function addNginx(sections: Sections, machine: Machine): void {
  sections["tool.nginx"] = "/usr/sbin/nginx";
  sections["nginx-version"] = "nginx version: nginx/1.28.0\n";
  const told = nginxFiles(machine.tree).map(
    ({ path, text }) => `@file ${path};${text.replace(/#.*/g, "")}`,
  );
  const statements = told.join(" ").replace(/\n/g, " ").replace(/[;{}]/g, "$&\n").split("\n");
  const kept = statements.flatMap(
    (line) =>
      /^\s*((?:@file|http|server|server_name|listen|include)(?:\s[^;{]*)?[;{])$/.exec(line)?.[1] ??
      [],
  );
  sections["nginx-config"] = kept.map((line) => `${line}\n`).join("");
}

function addSynapse(sections: Sections, machine: Machine, unit: Unit): void {
  sections["synapse-unit"] =
    `unit=matrix-synapse.service\n${unitText(unit)}User=matrix-synapse\nWorkingDirectory=/var/lib/matrix-synapse\n`;
  sections["synapse-start"] = START;
  sections["synapse-config"] =
    `${JSON.stringify({ ...readConfig(machine), version: "1.160.0" })}\n`;
}

function readConfig(machine: Machine): object {
  try {
    const merged = mergedConfig(machine.tree);
    const present = KEYS.filter((key) => merged[key] !== undefined);
    return {
      files: synapseFiles(machine.tree),
      folders: [`${CONF_D}/`],
      config: Object.fromEntries(present.map((key) => [key, merged[key]])),
      setIn: Object.fromEntries(present.map((key) => [key, lastFileWith(machine, key)])),
      database: "sqlite3",
      users: false,
      dataDir: "/var/lib/matrix-synapse",
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { problem: error.message };
  }
}

function lastFileWith(machine: Machine, key: string): string {
  const pattern = new RegExp(`^${key}:`, "m");
  return (
    synapseFiles(machine.tree).findLast((path) =>
      pattern.test(machine.tree.file(path)?.content ?? ""),
    ) ?? HOMESERVER_YAML
  );
}

function unitText(unit: Unit | null): string {
  if (unit === null)
    return "LoadState=not-found\nActiveState=inactive\nUnitFileState=\nCanReload=no\nConditionResult=no\nConditionTimestamp=\n";
  const { active, sub, enabled, canReload, mainPid, conditionMet } = unit.state();
  return [
    "LoadState=loaded",
    `ActiveState=${active}`,
    `SubState=${sub}`,
    `UnitFileState=${enabled ? "enabled" : "disabled"}`,
    `CanReload=${canReload ? "yes" : "no"}`,
    `MainPID=${mainPid}`,
    `ConditionResult=${conditionMet ? "yes" : "no"}`,
    "ConditionTimestamp=Thu 2026-11-26 10:00:00 UTC",
    "",
  ].join("\n");
}

function addCertificates(sections: Sections, machine: Machine): void {
  for (const name of machine.tree.list("/etc/homeport/tls")) {
    const chain = machine.tree.file(`/etc/homeport/tls/${name}/fullchain.pem`)?.content;
    if (chain !== undefined) sections[`certificate.${name}`] = certificateText(chain);
  }
}

/** What `openssl x509` prints of a certificate. */
function certificateText(chain: string): string {
  const leaf = new X509Certificate(chain);
  return [
    `subject=${leaf.subject === undefined ? "" : oneLine(leaf.subject)}`,
    `issuer=${oneLine(leaf.issuer)}`,
    `notBefore=${leaf.validFrom}`,
    `notAfter=${leaf.validTo}`,
    `sha256 Fingerprint=${leaf.fingerprint256}`,
    "X509v3 Subject Alternative Name: critical",
    `    ${leaf.subjectAltName ?? ""}`,
    `count=${chain.match(/BEGIN CERTIFICATE/g)?.length ?? 0}`,
    "verified=yes",
    "",
  ].join("\n");
}

/** `O = Homeport Practice, CN = Practice Root`, as openssl prints a name. */
function oneLine(name: string): string {
  return name
    .split("\n")
    .map((part) => part.replace("=", " = "))
    .join(", ");
}

function socketLine({ port, bind, process, pid }: HostSocket): string {
  const address = bind === "everywhere" ? "0.0.0.0" : "127.0.0.1";
  return `LISTEN 0 511 ${address}:${port} 0.0.0.0:* users:(("${process}",pid=${pid},fd=6))\n`;
}

/** As in /proc/net/tcp: the address in little-endian hex, and the port. */
function kernelLine({ port, bind }: HostSocket): string {
  const address = bind === "everywhere" ? "00000000" : "0100007F";
  return `${address}:${port.toString(16).toUpperCase().padStart(4, "0")}\n`;
}

function debconfLine(machine: Machine): string {
  const name = debconfName(machine);
  return name === null ? "" : `${name}\n`;
}
