import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { exec, must } from "./exec.ts";
import { say } from "./say.ts";

/** What the lab needs of the machine it runs on (Debian and its relatives). */
const needed = [
  "debootstrap",
  "systemd-container",
  "openssh-client",
  "openssl",
  "iproute2",
  "bind9",
  "bind9-dnsutils",
  "util-linux",
  "chromium",
] as const;

const apt = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-q", "-y"];
const aptEnv = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  HOME: "/root",
  LC_ALL: "C.UTF-8",
  DEBIAN_FRONTEND: "noninteractive",
};

/** Throws a sentence where the lab cannot run at all: not Linux, not root, no apt. */
export function assertLabCanRun(): void {
  if (process.platform !== "linux") throw new Error("The lab runs on Linux only.");
  if (process.getuid?.() !== 0)
    throw new Error("The lab needs root: it makes network namespaces and machines.");
  if (!existsSync("/usr/bin/apt-get"))
    throw new Error("The lab installs Debian packages; this machine has no apt-get.");
}

/** Installs the Debian packages that are missing here; none of their services is started. */
export async function installPackages(): Promise<void> {
  const missing: string[] = [];
  for (const name of needed) if ((await installedVersion(name)) === null) missing.push(name);
  if (missing.length === 0) return;
  say(`installing ${missing.join(" ")}`);
  const policy = "/usr/sbin/policy-rc.d";
  const ownPolicy = !existsSync(policy);
  if (ownPolicy) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    const install = [...apt, "install", "--no-install-recommends", ...missing];
    const first = await exec(install, { env: aptEnv, timeout: 600_000 });
    if (first.code !== 0) {
      await must([...apt, "update"], { env: aptEnv, timeout: 300_000 });
      await must(install, { env: aptEnv, timeout: 600_000 });
    }
  } finally {
    if (ownPolicy) rmSync(policy, { force: true });
  }
}

async function installedVersion(name: string): Promise<string | null> {
  const seen = await exec(["dpkg-query", "-W", "-f", "${db:Status-Abbrev} ${Version}", name]);
  const match = /^ii\s+(\S+)$/.exec(seen.stdout.trim());
  return match?.[1] ?? null;
}

/** Package and version, a line each, of what the lab uses of this machine. */
export async function machineVersions(): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const name of needed) lines.push(`${name} ${(await installedVersion(name)) ?? "missing"}`);
  return lines;
}

/** The Debian mirror of this machine's own apt sources; `LAB_MIRROR` wins. */
export function debianMirror(): string {
  const given = process.env["LAB_MIRROR"];
  if (given !== undefined) return given;
  for (const file of ["/etc/apt/sources.list.d/debian.sources", "/etc/apt/sources.list"]) {
    if (!existsSync(file)) continue;
    const found = /^(?:URIs:|deb(?: \[[^\]]*\])?)\s+(https?:\S+\/debian)\/?(?:\s|$)/m.exec(
      readFileSync(file, "utf8"),
    );
    if (found?.[1] !== undefined) return found[1];
  }
  return "http://deb.debian.org/debian";
}
