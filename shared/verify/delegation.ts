import { hostKind } from "../domain/server-name.ts";
import type { WellKnownSeen } from "../facts/observation.ts";
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
