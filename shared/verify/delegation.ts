import { hostKind, type ServerName } from "../domain/server-name.ts";
import type { Query, WellKnownSeen } from "../facts/observation.ts";
import { judgeWellKnown, type WellKnownJudged } from "../resolve/well-known-document.ts";
import { TODAY, type Look } from "./look.ts";

/** The well-known file of a name in the eyes of today's Synapse. */
export interface WellKnownLook {
  readonly seen: WellKnownSeen;
  readonly judged: WellKnownJudged;
}

/** What came of the well-known fetch; null where none is made (a port is given, an IP literal) or none was. */
export function wellKnownOf(look: Look): WellKnownLook | null {
  const { name } = look;
  if (name.kind !== "dns" || name.port !== null) return null;
  const seen = look.observe({ ask: "well-known", host: name.host, file: "server" });
  return seen.kind === "well-known"
    ? { seen, judged: judgeWellKnown(TODAY, seen, look.now) }
    : null;
}

/** `m.server` as it stands in the file, at most 300 characters. */
export function valueIn({ answer }: WellKnownJudged): string {
  return answer.replace(/^m\.server /, "").slice(0, 300);
}

/** The file names something that no peer can make sense of; what they make of it is no real host. */
export function isNonsense(look: Look): boolean {
  const judged = wellKnownOf(look)?.judged;
  return judged?.kind === "delegates" && !judged.to.sound;
}

/**
 * The name under which SRV records are looked for by today's peers: the server name, or the one that
 * its well-known file gives; null where none are (a port or an address decides).
 */
export function srvOwner(look: Look): string | null {
  const { name } = look;
  if (name.kind !== "dns" || name.port !== null) return null;
  const wellKnown = wellKnownOf(look);
  if (wellKnown?.judged.kind !== "delegates") return name.host;
  const { to } = wellKnown.judged;
  return to.port === null && hostKind(to.host) === "dns" ? to.host : null;
}

/** The host on which a homeserver is mostly put where the domain's own address is a website. */
export function customaryHost(name: ServerName): Query & { readonly ask: "addresses" } {
  return { ask: "addresses", host: `matrix.${name.host}` };
}

/** Tells whether that host is another machine than the name leads to, so that delegation is surely needed. */
export function isMachineElsewhere(look: Look): boolean {
  const { host } = look.name;
  const other = addressesOf(look, customaryHost(look.name));
  const own = addressesOf(look, { ask: "addresses", host });
  return other.length > 0 && !other.some((address) => own.includes(address));
}

function addressesOf(look: Look, query: Query & { readonly ask: "addresses" }): readonly string[] {
  const seen = look.observe(query);
  return seen.kind === "addresses" ? [...seen.a.records, ...seen.aaaa.records] : [];
}
