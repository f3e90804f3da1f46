import { ERAS, type Era } from "../domain/era.ts";
import type { ErasView, OutboundEra, Verdict } from "./route.ts";

/** Why an own version fares so with a peer; keys under `outbound.` in the words. */
export type OutboundWhy =
  | "found"
  | "well-known-not-read"
  | "matrix-fed-not-asked"
  | "self-signed-refused"
  | "version-unknown";

type Row = readonly [OutboundWhy, OutboundWhy, OutboundWhy, OutboundWhy];

/** One row an own generation; the columns are peers as each era sets itself up (`cli.md`, "Eras"). */
const ROWS: { readonly [generation in Era]: Row } = {
  "0.34": ["found", "well-known-not-read", "well-known-not-read", "matrix-fed-not-asked"],
  "0.99": ["found", "found", "found", "matrix-fed-not-asked"],
  "1.0": ["self-signed-refused", "self-signed-refused", "found", "matrix-fed-not-asked"],
  "1.93": ["self-signed-refused", "self-signed-refused", "found", "found"],
};

const VERDICTS: { readonly [why in OutboundWhy]: Verdict } = {
  found: "reached",
  "well-known-not-read": "unreachable",
  "matrix-fed-not-asked": "unreachable",
  "self-signed-refused": "refused",
  "version-unknown": "unknown",
};

/** Which peers the own version can reach, each set up as its era sets itself up. */
export function outboundEras(version: string | null): ErasView["outbound"] {
  const generation = version === null ? null : generationOf(version);
  const cell = (era: Era): OutboundEra => {
    const why =
      generation === null
        ? "version-unknown"
        : (ROWS[generation][ERAS.indexOf(era)] ?? "version-unknown");
    return { verdict: VERDICTS[why], why };
  };
  return { "0.34": cell("0.34"), "0.99": cell("0.99"), "1.0": cell("1.0"), "1.93": cell("1.93") };
}

/**
 * The era that a Synapse version behaves as (`0.34.1.1`, `v1.92.3`, `1.160.0-1`); null where the text
 * names none.
 */
export function generationOf(version: string): Era | null {
  const parts = /^v?(\d+)\.(\d+)/.exec(version.trim());
  if (!parts) return null;
  const [major, minor] = [Number(parts[1]), Number(parts[2])];
  if (major === 0) return minor >= 99 ? "0.99" : "0.34";
  return major > 1 || minor >= 93 ? "1.93" : "1.0";
}
