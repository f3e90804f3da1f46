import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import {
  judgeHostKey,
  knownHostLine,
  knownTypes,
  parseKnownHosts,
  type KnownHost,
} from "./ssh-known-hosts.ts";

/** A host key that nobody knows yet, shown to a person at a terminal. */
export interface UnknownHostKey {
  readonly host: string;
  readonly port: number;
  readonly type: string;
  /** `SHA256:…` */
  readonly fingerprint: string;
}

/** Asks a person whether a key is the right one. Absent where nobody is there to ask: then it is never taken. */
export type AcceptHostKey = (key: UnknownHostKey) => Promise<boolean>;

/** Where known host keys are looked up. Only `own` is ever written. */
export interface HostKeyPlaces {
  readonly own: string;
  readonly readOnly: readonly string[];
  readonly pin: string | null;
  readonly accept: AcceptHostKey | null;
}

/** Checks the keys of one host. */
export interface HostKeyCheck {
  /** Types of key to ask for first, so that a known key is the one that is shown. */
  readonly types: readonly string[];
  verify(key: Buffer): Promise<Result<string, Problem>>;
}

/** The user's and the system's known_hosts, which are read only. */
export function usualKnownHosts(home: string = homedir()): readonly string[] {
  return [
    join(home, ".ssh", "known_hosts"),
    join(home, ".ssh", "known_hosts2"),
    "/etc/ssh/ssh_known_hosts",
  ];
}

/** OpenSSH's fingerprint of a public key: `SHA256:` and base64 without padding. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
}

/** Type of a public key: its first string (RFC 4253 section 6.6). */
export function typeOf(key: Buffer): string {
  const length = key.length >= 4 ? key.readUInt32BE(0) : 0;
  return length <= 64
    ? key
        .subarray(4, 4 + length)
        .toString("latin1")
        .replaceAll(/[^a-z0-9@.-]/g, "")
    : "";
}

/**
 * Reads what is known of a host. `verify` gives the fingerprint of a key that is known, that was
 * given (`pin`), or that a person accepted; a new one is added to our own file then. Otherwise
 * `host-key-unknown`, `host-key-changed`, `host-key-not-as-given` or `host-key-revoked` (which no pin
 * overrules), and nothing was sent to the host.
 */
export async function openHostKeyCheck(
  places: HostKeyPlaces,
  host: string,
  port: number,
): Promise<HostKeyCheck> {
  const known = (await Promise.all([places.own, ...places.readOnly].map(readKnownHosts))).flat();
  return {
    types: knownTypes(known, host, port),
    verify: (key) =>
      verify(
        places,
        known,
        { host, port, type: typeOf(key), fingerprint: fingerprintOf(key) },
        key.toString("base64"),
      ),
  };
}

async function verify(
  places: HostKeyPlaces,
  known: readonly KnownHost[],
  shown: UnknownHostKey,
  key: string,
): Promise<Result<string, Problem>> {
  const { host, port, type, fingerprint } = shown;
  const verdict = judgeHostKey(known, host, port, type, key);
  // Whoever gives a fingerprint may not know that the key was given up; a revocation stands above it.
  if (verdict.kind === "revoked") {
    const { file, line } = verdict.known;
    return refuse(problem("host-key-revoked", { ...shown, file, line }));
  }
  const { pin } = places;
  if (pin !== null && !samePin(pin, fingerprint))
    return refuse(problem("host-key-not-as-given", { ...shown, expected: pin }));
  if (verdict.kind === "known") return ok(fingerprint);
  if (verdict.kind === "changed" && pin === null) return refuse(keyChanged(shown, verdict.known));
  if (verdict.kind === "changed") return ok(fingerprint);
  const isAccepted = pin !== null || (places.accept !== null && (await places.accept(shown)));
  if (!isAccepted)
    return refuse(problem("host-key-unknown", { ...shown, authority: verdict.authority }));
  await mkdir(dirname(places.own), { recursive: true, mode: 0o700 });
  await appendFile(places.own, knownHostLine(host, port, type, key), { mode: 0o600 });
  return ok(fingerprint);
}

function keyChanged(shown: UnknownHostKey, known: KnownHost): Problem {
  const expected = fingerprintOf(Buffer.from(known.key, "base64"));
  const { file, line } = known;
  return problem("host-key-changed", { ...shown, expected, file, line });
}

function samePin(pin: string, fingerprint: string): boolean {
  return (
    pin
      .trim()
      .replace(/=+$/, "")
      .replace(/^(sha256:)?/i, "SHA256:") === fingerprint
  );
}

async function readKnownHosts(path: string): Promise<readonly KnownHost[]> {
  try {
    return parseKnownHosts(await readFile(path, "utf8"), path);
  } catch {
    return [];
  }
}
