import type { Instant } from "../domain/instant.ts";
import { parseHttpDate } from "../domain/iso-time.ts";

/** Seconds for which peers keep a failed fetch (Synapse: one hour). */
export const FAILED_FETCH_LIFE = 3600;

const DEFAULT_LIFE = 86_400;
const MIN_LIFE = 300;
const MAX_LIFE = 172_800;

/**
 * Seconds for which peers keep a good well-known answer: the period of its headers clamped to
 * 300–172800, a day without headers (Synapse, well_known_resolver.py; `cli.md`, `cachedForSeconds`).
 */
export function wellKnownLife(headers: { readonly [name: string]: string }, now: Instant): number {
  const period = cachePeriod(headers, now) ?? DEFAULT_LIFE;
  return Math.min(MAX_LIFE, Math.max(MIN_LIFE, period));
}

/**
 * The period that `Cache-Control` or `Expires` name, in seconds, before any clamp; null where they
 * name none. Read as Synapse's `_cache_period_from_headers` does: `no-store` first, then `max-age`,
 * then `Expires`, where a date that cannot be read means the past (RFC 9111 section 5.3).
 */
export function cachePeriod(
  headers: { readonly [name: string]: string },
  now: Instant,
): number | null {
  const directives = readDirectives(headers["cache-control"] ?? "");
  if (directives.has("no-store")) return 0;
  const age = directives.get("max-age") ?? "";
  if (/^[+-]?\d+$/.test(age)) return Number(age);
  const expires = headers["expires"];
  if (expires === undefined) return null;
  const moment = parseHttpDate(expires);
  return moment === null ? 0 : Math.floor((moment - now) / 1000);
}

function readDirectives(header: string): ReadonlyMap<string, string> {
  const pairs = header.split(",").map((directive) => {
    const equals = directive.indexOf("=");
    const name = equals < 0 ? directive : directive.slice(0, equals);
    return [
      name.trim().toLowerCase(),
      equals < 0 ? "" : directive.slice(equals + 1).trim(),
    ] as const;
  });
  return new Map(pairs);
}
