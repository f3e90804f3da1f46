import { connect, isIP, isIPv6 } from "node:net";
import type { Socket } from "node:net";

/** One `--connect-to HOST:PORT:ADDRESS:PORT`; an empty host or a null port stands for any, as in curl. */
export interface ConnectTo {
  readonly host: string;
  readonly port: number | null;
  readonly address: string;
  readonly toPort: number;
}

/** How a TCP connect ended. */
export type Connected =
  | { readonly kind: "open"; readonly socket: Socket }
  | { readonly kind: "refused" | "timeout" | "unreachable" };

/** Reads `HOST:PORT:ADDRESS:PORT`, IPv6 in brackets; null where it is none. */
export function parseConnectTo(text: string): ConnectTo | null {
  const parts = /^(\[[^\]]+\]|[^:[\]]*):([0-9]*):(\[[^\]]+\]|[^:[\]]+):([0-9]+)$/.exec(text);
  if (!parts) return null;
  const port = parts[2] === "" ? null : Number(parts[2]);
  const entry = {
    host: withoutBrackets(parts[1] ?? ""),
    port,
    address: withoutBrackets(parts[3] ?? ""),
    toPort: Number(parts[4]),
  };
  const ports = [entry.toPort, ...(port === null ? [] : [port])];
  const isGood = isIP(entry.address) !== 0 && ports.every((each) => each >= 1 && each <= 65535);
  return isGood ? entry : null;
}

/** A host without the brackets that IPv6 stands in. */
export function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}

/** Where to connect really for HOST (any of its names) and PORT; what was asked unless an entry names it. */
export function reroute(
  entries: readonly ConnectTo[],
  names: readonly string[],
  address: string,
  port: number,
): { readonly address: string; readonly port: number } {
  const hosts = new Set([...names, address].map((name) => name.toLowerCase()));
  const found = entries.find(
    (entry) =>
      (entry.host === "" || hosts.has(entry.host.toLowerCase())) &&
      (entry.port === null || entry.port === port),
  );
  return found === undefined ? { address, port } : { address: found.address, port: found.toPort };
}

/** Opens a TCP connection; ends within `timeoutMs`. A network that cannot be reached from here is `unreachable`. */
export function openTcp(address: string, port: number, timeoutMs: number): Promise<Connected> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, family: isIPv6(address) ? 6 : 4 });
    const end = (outcome: Connected) => {
      clearTimeout(timer);
      socket.removeAllListeners();
      if (outcome.kind !== "open") socket.on("error", () => {}).destroy();
      resolve(outcome);
    };
    const timer = setTimeout(() => end({ kind: "timeout" }), timeoutMs);
    socket.once("connect", () => end({ kind: "open", socket }));
    socket.once("error", (error: NodeJS.ErrnoException) =>
      end({ kind: connectFailure(error.code) }),
    );
  });
}

function connectFailure(code: string | undefined): "refused" | "timeout" | "unreachable" {
  if (code === "ECONNREFUSED" || code === "ECONNRESET") return "refused";
  return code === "ETIMEDOUT" ? "timeout" : "unreachable";
}
