import { isBefore } from "../plan/versions.ts";
import { SQLITE_STOP } from "./road-facts.ts";
import type { UpgradeSubject } from "./upgrade.ts";

/**
 * Stops of the road that was walked on real software, from 0.34.1.1 to today (museum.md, "Upgrade
 * walk"). Never 0.99.0: with `no_tls` it runs and listens nowhere, and without a certificate file it
 * does not start (#4554).
 */
const WALKED = ["0.34.1.1", "0.99.5.2", "1.0.0", "1.36.0", "1.92.3"] as const;

/** From here or before, the room directory is lost in the next range (upgrade notes of 1.13.0). */
const DIRECTORY_LOST = { upTo: "1.2.1", from: "1.4.0", before: "1.13.0", by: "1.3.1" } as const;

/** The versions to stop at, in order; the last one is the goal. Empty where nothing is to be done. */
export function stopsOf(subject: UpgradeSubject): readonly string[] {
  const { from, to } = subject;
  if (!isBefore(from, to)) return [];
  const last = lastPackage(subject);
  const wanted = new Set<string>([...WALKED.filter((stop) => isPackaged(stop, last)), to]);
  if (last !== null) wanted.add(last);
  const stops = [...wanted]
    .filter((stop) => isBefore(from, stop) && !isBefore(to, stop))
    .toSorted(inOrder);
  return stops.flatMap((stop, at) => {
    const before = stops[at - 1] ?? from;
    return losesDirectory(before, stop) ? [DIRECTORY_LOST.by, stop] : [stop];
  });
}

/** Tells whether going from one version straight to another empties the room directory. */
export function losesDirectory(from: string, to: string): boolean {
  const { upTo, from: first, before } = DIRECTORY_LOST;
  return !isBefore(upTo, from) && !isBefore(to, first) && isBefore(to, before);
}

/** Tells whether Synapse cannot open an SQLite database of one version with another (1.69.0 reads an SQL file otherwise). */
export function breaksSqlite(from: string, to: string): boolean {
  return isBefore(from, SQLITE_STOP.from) && !isBefore(to, SQLITE_STOP.blind);
}

/** The last version packaged for the system, where the software comes as a package; null: any. */
function lastPackage({ install, os }: UpgradeSubject): string | null {
  return install === "pip" || install === "docker" ? null : (os?.last ?? null);
}

/** Systems to move on to (Debian 12, Ubuntu 22.04) have no packages of what is older than this. */
const ON_NEWER_SYSTEMS = "1.58.0";

function isPackaged(stop: string, last: string | null): boolean {
  return last === null || !isBefore(last, stop) || !isBefore(stop, ON_NEWER_SYSTEMS);
}

/** Orders versions, the older first. */
function inOrder(a: string, b: string): number {
  return isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0;
}
