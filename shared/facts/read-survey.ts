import type { Instant } from "../domain/instant.ts";
import { ok, refuse, type Result } from "../domain/result.ts";
import { problem, type Problem } from "../problems/problem.ts";
import type { HostSeen } from "./host-seen.ts";
import { readOwnCertificates } from "./read-survey-certificates.ts";
import { readAddresses, readPorts } from "./read-survey-network.ts";
import { readProxy } from "./read-survey-proxy.ts";
import { readSynapse } from "./read-survey-synapse.ts";
import { linesOf, valueOf, type Sections } from "./read-survey-text.ts";

/** What is known of the login beside the survey; `now` is our own clock when the survey was answered. */
export interface SurveyContext {
  readonly hostKey: string;
  readonly user: string;
  readonly now: Instant;
}

const RENEWERS = ["certbot", "lego", "caddy"];
const SUDO = ["root", "nopasswd", "password"] as const;
const FIREWALLS = ["none", "nftables", "iptables", "ufw", "firewalld"] as const;

/**
 * Makes facts of what the operation `survey` answered. The text is a stranger's: what cannot be read
 * is unknown; `operation-failed` where it is no survey at all.
 */
export function readSurvey(sections: Sections, context: SurveyContext): Result<HostSeen, Problem> {
  const init = sections["init"];
  if (init !== "systemd" && init !== "other") {
    return refuse(
      problem("operation-failed", { operation: "survey", why: "bad-answer" }, { seenFrom: "host" }),
    );
  }
  const ports = readPorts(sections);
  const synapse = readSynapse(sections);
  const proxy = readProxy(sections, ports);
  return ok({
    hostKey: context.hostKey,
    os: readOs(sections["os-release"] ?? ""),
    init,
    user: context.user,
    sudo: SUDO.find((each) => each === sections["login-sudo"]) ?? "none",
    synapse,
    proxy,
    addresses: readAddresses(sections),
    // A survey that does not tell is of a host as nearly all are.
    ipv6: sections["ipv6"] !== "no",
    ports,
    renewers: RENEWERS.filter((each) => sections[`tool.${each}`] !== undefined),
    firewall: readFirewall(sections),
    clockAhead: readClock(sections["clock"] ?? "", context.now),
    freeBytes: readSpace(sections["space"] ?? ""),
    packageLock: sections["package-lock"] === "held",
    python3: sections["tool.python3"] !== undefined,
    openssl: sections["tool.openssl"] !== undefined,
    ownCertificates: readOwnCertificates(sections),
    files: readFiles(sections, synapse?.confDir ?? null),
  });
}

/** os-release(5). A rolling release has no VERSION_ID; its codename stands for it. */
function readOs(text: string): HostSeen["os"] {
  const value = (key: string) => valueOf(text, key).replace(/^(["'])(.*)\1$/, "$2");
  const id = value("ID");
  if (id === "") return null;
  return {
    id,
    version: value("VERSION_ID") || value("VERSION_CODENAME"),
    name: value("PRETTY_NAME") || id,
  };
}

function readFirewall(sections: Sections): HostSeen["firewall"] {
  const kind = FIREWALLS.find((each) => each === sections["firewall"]);
  return kind === undefined ? null : { kind, active: kind !== "none" };
}

function readClock(text: string, now: Instant): number | null {
  const seconds = /^[0-9]{1,12}(\.[0-9]+)?$/.test(text.trim()) ? Number(text) : null;
  return seconds === null ? null : Math.round(seconds - now / 1000) + 0;
}

function readSpace(text: string): number | null {
  const kilobytes = linesOf(text)
    .filter((line) => /^[0-9]{1,15}$/.test(line))
    .map(Number);
  return kilobytes.length === 0 ? null : Math.min(...kilobytes) * 1024;
}

/** Files of our own as they are; of those that are looked for by their place, an absent one is null. */
function readFiles(sections: Sections, confDir: string | null): HostSeen["files"] {
  const looked =
    confDir === null
      ? []
      : ["server_name.yaml", "zz-homeport.yaml"].map((name) => `${confDir}/${name}`);
  const found = Object.entries(sections).filter(([key]) => key.startsWith("file./"));
  return Object.fromEntries([
    ...looked.map((path) => [path, null] as const),
    ...found.map(([key, text]) => [key.slice("file.".length), text] as const),
  ]);
}
