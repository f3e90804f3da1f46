import { ok, refuse, type Result } from "./result.ts";

/**
 * A Matrix server name: the part after the colon in user ids (spec appendices, "Server name").
 * `text` is what was given, in its own case; `host` leaves out the port, and brackets of IPv6.
 */
export interface ServerName {
  readonly text: string;
  readonly host: string;
  readonly kind: HostKind;
  readonly port: number | null;
}

/** What stands for the host in a server name. */
export type HostKind = "dns" | "ipv4" | "ipv6";

/** Why a text is no server name, with what was probably meant where that can be told. */
export interface NameRefusal {
  readonly why:
    | "empty"
    | "url"
    | "path"
    | "user-id"
    | "space"
    | "control"
    | "character"
    | "port"
    | "ipv6-brackets"
    | "label";
  readonly suggestion: string | null;
}

/** Reads a server name by the grammar of the specification (appendices, "Server name"); contacts nothing. */
export function parseServerName(text: string): Result<ServerName, NameRefusal> {
  const early = refuseEarly(text);
  if (early) return refuse(early);
  const parts = /^(\[[^\]]*\]|[^:[\]]*)(?::([^:]*))?$/.exec(text);
  if (!parts) return refuse(bareIpv6(text));
  const port = parsePort(parts[2]);
  if (port === "bad") return refuse({ why: "port", suggestion: null });
  return readHost(text, parts[1] ?? "", port);
}

/** Prints host and port the way they stand in `Host` headers and `m.server`: IPv6 in brackets. */
export function formatHostPort(host: string, port: number | null): string {
  const shown = host.includes(":") ? `[${host}]` : host;
  return port === null ? shown : `${shown}:${port}`;
}

/** Tells what kind of host a text without port is; null where it is none. IPv6 comes without brackets. */
export function hostKind(host: string): HostKind | null {
  if (isIpv4(host)) return "ipv4";
  if (isIpv6(host)) return "ipv6";
  return isDnsName(host) ? "dns" : null;
}

function readHost(text: string, raw: string, port: number | null): Result<ServerName, NameRefusal> {
  if (raw.startsWith("[")) {
    const inner = raw.slice(1, -1);
    if (!isIpv6(inner))
      return refuse({ why: "ipv6-brackets", suggestion: isIpv4(inner) ? inner : null });
    return ok({ text, host: inner, kind: "ipv6", port });
  }
  const kind = hostKind(raw);
  if (kind === null)
    return refuse({ why: /^[0-9A-Za-z.-]+$/.test(raw) ? "label" : "character", suggestion: null });
  return ok({ text, host: raw, kind, port });
}

function refuseEarly(text: string): NameRefusal | null {
  if (text === "") return { why: "empty", suggestion: null };
  const url = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\s]+)/i.exec(text);
  if (url) return { why: "url", suggestion: url[1] ?? null };
  const user = /^[@#!+$][^:]*:(.+)$/.exec(text);
  if (user) return { why: "user-id", suggestion: user[1] ?? null };
  if (/[ \u00a0\u2000-\u200a\u3000]/.test(text)) return { why: "space", suggestion: null };
  if (/[\s\u0000-\u001f\u007f-\u009f]/.test(text)) return { why: "control", suggestion: null };
  if (text.includes("/")) return { why: "path", suggestion: text.split("/")[0] || null };
  return null;
}

function bareIpv6(text: string): NameRefusal {
  if (isIpv6(text)) return { why: "ipv6-brackets", suggestion: `[${text}]` };
  return { why: "character", suggestion: null };
}

function parsePort(text: string | undefined): number | null | "bad" {
  if (text === undefined) return null;
  if (!/^[0-9]{1,5}$/.test(text)) return "bad";
  const port = Number(text);
  return port >= 1 && port <= 65535 ? port : "bad";
}

function isIpv4(text: string): boolean {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (parts === null) return false;
  return parts
    .slice(1)
    .every((part) => (part === "0" || !part.startsWith("0")) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  if (!text.includes(":") || !/^[0-9a-fA-F:.]{2,45}$/.test(text)) return false;
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const last = groups.at(-1);
  const embedded = last !== undefined && isIpv4(last);
  const plain = embedded ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  const count = plain.length + (embedded ? 2 : 0);
  return halves.length === 2 ? count < 8 : count === 8;
}

function isDnsName(text: string): boolean {
  if (text.length > 255 || (/^[0-9.]+$/.test(text) && text.split(".").length === 4)) return false;
  if (!/^[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*$/.test(text)) return false;
  return text.length < 64 || text.split(".").every((label) => label.length < 64);
}
