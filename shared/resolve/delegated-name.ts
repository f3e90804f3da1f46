import { traitsOf, type Era } from "../domain/era.ts";
import { hostKind, parseServerName, type HostKind } from "../domain/server-name.ts";

/** What software of an era makes of an `m.server` value. */
export interface DelegatedName {
  /** The `Host` header that it sends. */
  readonly hostHeader: string;
  readonly host: string;
  readonly kind: HostKind;
  readonly port: number | null;
  /** The value keeps to the grammar of server names; Synapse does not check that. */
  readonly sound: boolean;
}

/**
 * Reads `m.server` the way Synapse of the era does, which never checks the grammar
 * (matrix-federation.md section 1.5, museum.md "Eras as seen").
 * @returns null where the request of that era fails on the value
 */
export function readDelegatedName(era: Era, value: string): DelegatedName | null {
  return traitsOf(era).follows308 ? readAsUrl(value) : readAsPair(value);
}

/** Today: `matrix-federation://VALUE/…` through urllib's parser, so `https://x` is host `https` and a path is cut off. */
function readAsUrl(value: string): DelegatedName | null {
  const hostHeader = value.replace(/[/?#].*$/s, "");
  const pair = hostHeader.slice(hostHeader.lastIndexOf("@") + 1);
  const parts = /^\[([^\]]*)\](?::(\d*))?$/.exec(pair) ?? /^([^:[\]]*)(?::(\d*))?$/.exec(pair);
  if (!parts) return null;
  const port = Number(parts[2] ?? 0);
  return port > 65_535 ? null : named(value, hostHeader, parts[1] ?? "", port === 0 ? null : port);
}

/** 0.99 and 1.0: cut at the last colon where a number follows; otherwise the whole value is the host. */
function readAsPair(value: string): DelegatedName | null {
  const parts = /^(.*):(\d+)$/.exec(value);
  const port = parts === null ? null : Number(parts[2]);
  if (port !== null && (port < 1 || port > 65_535)) return null;
  const host = parts?.[1] ?? value;
  const bare = host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host;
  if (bare === host && host.includes(":")) return null;
  return named(value, value, bare, port);
}

/**
 * The host for which 0.99 and 1.0 still ask SRV where the value is no name and ends in no port: all of it,
 * before they fail on it (synapse@v0.99.0 and v1.0.0, synapse/http/federation/matrix_federation_agent.py,
 * `_route_matrix_uri`; seen in the museum). Null where none is asked, or where it fits in no DNS question.
 */
export function misreadHost(era: Era, value: string): string | null {
  if (traitsOf(era).follows308 || /:\d+$/.test(value)) return null;
  const labels = value.split(".");
  const fits = value.length <= 240 && labels.every(({ length }) => length > 0 && length < 64);
  return fits ? value : null;
}

function named(
  value: string,
  hostHeader: string,
  host: string,
  port: number | null,
): DelegatedName | null {
  if (!/^[0-9A-Za-z._:-]+$/.test(host)) return null;
  const kind = hostKind(host) ?? "dns";
  if (kind === "dns" && host.includes(":")) return null;
  return { hostHeader, host, kind, port, sound: parseServerName(value).ok };
}
