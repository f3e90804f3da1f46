import type { ListenerSeen } from "./host-seen.ts";
import { linesOf, type Sections } from "./read-survey-text.ts";

/** Global addresses of the machine, without their prefix lengths. */
export function readAddresses(sections: Sections): readonly string[] {
  const all = linesOf(sections["addresses"] ?? "").map((line) => line.trim().split("/")[0] ?? "");
  return [...new Set(all.filter((address) => /^[0-9A-Fa-f:.]{2,45}$/.test(address)))];
}

/** Listening TCP sockets: as `ss` told them with their programs, else as the kernel lists them. */
export function readPorts(sections: Sections): readonly ListenerSeen[] {
  const told = linesOf(sections["sockets"] ?? "").flatMap(readSocket);
  const seen =
    told.length > 0 ? told : linesOf(sections["kernel-sockets"] ?? "").flatMap(readKernelSocket);
  const keys = new Set<string>();
  return seen.filter(({ address, port }) => {
    const isNew = !keys.has(`${address} ${port}`);
    keys.add(`${address} ${port}`);
    return isNew;
  });
}

/** A line of `ss -H -ltnp`; `*` stands for every address of both families. */
function readSocket(line: string): readonly ListenerSeen[] {
  const parts =
    /^LISTEN\s+\S+\s+\S+\s+(\S+):([0-9]{1,5})\s+\S+(?:\s+users:\(\("([^"]{1,64})")?/.exec(line);
  if (!parts) return [];
  const address = (parts[1] ?? "")
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/%.*$/, "")
    .replace("*", "::");
  return [{ address, port: Number(parts[2]), process: parts[3] ?? null }];
}

/** `ADDRESS:PORT` in hexadecimal as in /proc/net/tcp; the address in the order of the machine's 32-bit words. */
function readKernelSocket(line: string): readonly ListenerSeen[] {
  const parts = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/.exec(line.trim());
  if (!parts) return [];
  const words = (parts[1] ?? "").match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => (word.match(/../g) ?? []).toReversed());
  const address =
    bytes.length === 4 ? bytes.map((byte) => Number.parseInt(byte, 16)).join(".") : ipv6Of(bytes);
  return [{ address, port: Number.parseInt(parts[2] ?? "", 16), process: null }];
}

/** The shortened form of RFC 5952: no leading zeros, the first longest run of zeros left out. */
function ipv6Of(bytes: readonly string[]): string {
  const groups = [0, 2, 4, 6, 8, 10, 12, 14].map((at) =>
    Number.parseInt(`${bytes[at] ?? "0"}${bytes[at + 1] ?? "0"}`, 16).toString(16),
  );
  const runs = groups.map((_, at) => {
    const rest = groups.slice(at);
    const length = rest.findIndex((group) => group !== "0");
    return { at, length: length < 0 ? rest.length : length };
  });
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), {
    at: 0,
    length: 1,
  });
  if (longest.length < 2) return groups.join(":");
  return `${groups.slice(0, longest.at).join(":")}::${groups.slice(longest.at + longest.length).join(":")}`;
}
