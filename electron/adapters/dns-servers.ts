import { getServers } from "node:dns";
import { readFileSync } from "node:fs";
import { isIP, isIPv4 } from "node:net";
import { plainName } from "./dns-wire.ts";
import type { DnsServer } from "./dns-transport.ts";

/** Reads `ADDRESS[:PORT]` of `--dns-server` (IPv6 in brackets where a port follows); null where it is neither. */
export function parseDnsServer(text: string): DnsServer | null {
  if (isIP(text)) return { address: text, port: 53 };
  const parts = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::([0-9]{1,5}))?$/.exec(text);
  const address = parts?.[1] ?? parts?.[2] ?? "";
  const port = Number(parts?.[3] ?? "53");
  return isIP(address) && port >= 1 && port <= 65535 ? { address, port } : null;
}

/** The system's own resolvers, in their order. */
export function systemServers(): readonly DnsServer[] {
  return getServers().flatMap((text) => parseDnsServer(text) ?? []);
}

/** Addresses that the machine's hosts file gives to names. */
export type HostsFile = ReadonlyMap<string, readonly string[]>;

/** Reads the hosts file of this machine; empty where there is none. `localhost` is always known (RFC 6761). */
export function readHostsFile(path: string = hostsPath()): HostsFile {
  const hosts = new Map<string, string[]>([["localhost", []]]);
  for (const line of readOrEmpty(path).split("\n").slice(0, 10_000)) {
    const [address = "", ...names] = (line.split("#")[0] ?? "").trim().split(/\s+/);
    if (!isIP(address)) continue;
    for (const name of names) {
      const known = hosts.get(plainName(name)) ?? [];
      if (!known.includes(address)) hosts.set(plainName(name), [...known, address]);
    }
  }
  if (!hosts.get("localhost")?.some((address) => isIPv4(address))) {
    hosts.set("localhost", ["127.0.0.1", ...(hosts.get("localhost") ?? [])]);
  }
  return hosts;
}

function hostsPath(): string {
  if (process.platform !== "win32") return "/etc/hosts";
  return `${process.env["SystemRoot"] ?? "C:\\Windows"}\\System32\\drivers\\etc\\hosts`;
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
