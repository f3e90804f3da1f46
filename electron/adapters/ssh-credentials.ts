import { existsSync } from "node:fs";
import { join } from "node:path";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { faultOfKey, type Credential } from "./ssh-client.ts";
import type { HeldLogin, Login, Target } from "./ssh-login.ts";
import { keyUnsupported, mistakenFor } from "./ssh-key-form.ts";
import { readSecretFile, type SecretReader } from "./ssh-secret-file.ts";

/** Keys tried at most: servers commonly end the connection at the sixth attempt (MaxAuthTries). */
export const MOST_KEYS = 5;

/** Where a key was named that no option named: ssh_config(5). */
const CONFIGURED = "IdentityFile";

const USUAL_KEYS = ["id_ed25519", "id_ecdsa", "id_rsa"];

/** Everything to show to a host, in order, and what was left out on the way. */
export interface Credentials {
  readonly list: readonly Credential[];
  /** A usual key of the user that could not be used; told where the login fails. */
  readonly leftOut: Problem | null;
}

/** Where keys are found besides those that the login names. */
export interface KeyPlaces {
  readonly home: string;
  readonly agentSocket: string | null;
  readonly secrets: SecretReader;
  /** What the options of this machine begin with, for problems that name one. */
  readonly prefix: "" | "web-";
}

/**
 * Collects keys that were named, the agent's, the user's usual key files (where none was named), and
 * the password. A named key that cannot be used is a problem at once; a usual one is left out.
 */
export function collectCredentials(
  login: Login,
  target: Target,
  places: KeyPlaces,
): Result<Credentials, Problem> {
  if (login.held !== undefined) return heldCredentials(login.held, target, places);
  const option = (name: string): string => `--${places.prefix}${name}`;
  const passphrase =
    login.passphraseFile === null
      ? ok(null)
      : places.secrets(login.passphraseFile, option("passphrase-file"));
  if (!passphrase.ok) return passphrase;
  const password =
    login.passwordFile === null
      ? ok(null)
      : places.secrets(login.passwordFile, option("password-file"));
  if (!password.ok) return password;
  const named = readNamedKeys(
    target.identities,
    passphrase.value,
    login.identities.length > 0 ? option("identity") : CONFIGURED,
  );
  if (!named.ok) return named;
  const usual =
    target.identities.length > 0
      ? { keys: [], leftOut: null }
      : readUsualKeys(places.home, passphrase.value);
  const socket = login.agent === "none" ? null : (login.agent ?? places.agentSocket);
  if (login.agent !== null && login.agent !== "none" && !existsSync(login.agent)) {
    return refuse(
      problem("key-file-unreadable", { path: login.agent, what: "agent", option: option("agent") }),
    );
  }
  const keys = named.value.slice(0, MOST_KEYS);
  const room = MOST_KEYS - keys.length - Math.min(usual.keys.length, 1);
  const agent: readonly Credential[] =
    socket === null || room < 1 ? [] : [{ kind: "agent", socket, most: room }];
  // How many keys the agent has is not known before it is asked; one place is left for a usual key.
  const rest = usual.keys.slice(0, socket === null ? MOST_KEYS - keys.length : 1);
  const last: readonly Credential[] =
    password.value === null ? [] : [{ kind: "password", password: password.value }];
  return ok({ list: [...keys, ...agent, ...rest, ...last], leftOut: usual.leftOut });
}

/** The same for what is held in memory. A key that was given by hand and cannot be used is a problem at once. */
function heldCredentials(
  held: HeldLogin,
  target: Target,
  places: KeyPlaces,
): Result<Credentials, Problem> {
  const { key, passphrase, password, ask, others } = held;
  const given = key === null ? ok([]) : one(keyOf(Buffer.from(key), passphrase, "key", null));
  if (!given.ok) return given;
  const agent: readonly Credential[] =
    others === "none" || places.agentSocket === null
      ? []
      : [{ kind: "agent", socket: places.agentSocket, most: MOST_KEYS - 1 }];
  const configured = others === "all" ? target.identities : [];
  const usual =
    others !== "all"
      ? { keys: [], leftOut: null }
      : configured.length > 0
        ? usable(configured.map((path) => readKey(path, passphrase, CONFIGURED)))
        : readUsualKeys(places.home, passphrase);
  const last: readonly Credential[] = [
    ...(password === null ? [] : [{ kind: "password", password, ask } as const]),
    ...(ask === null ? [] : [{ kind: "interactive", ask } as const]),
  ];
  // A passphrase was typed for the key that it opens: beside an agent, one usual key has room.
  const opened = usual.keys.filter((each) => passphrase !== null && isClosed(each));
  const files = [...new Set([...opened, ...usual.keys])];
  const keys = [...given.value, ...agent, ...files.slice(0, agent.length === 0 ? MOST_KEYS : 1)];
  return ok({ list: [...keys, ...last], leftOut: usual.leftOut });
}

function isClosed(key: Credential): boolean {
  return key.kind === "key" && faultOfKey(key.text, null) === "encrypted";
}

function one(key: Result<Credential, Problem>): Result<readonly Credential[], Problem> {
  return key.ok ? ok([key.value]) : key;
}

function readNamedKeys(
  paths: readonly string[],
  passphrase: string | null,
  option: string,
): Result<readonly Credential[], Problem> {
  const keys: Credential[] = [];
  for (const path of paths) {
    const key = readKey(path, passphrase, option);
    if (!key.ok) return key;
    keys.push(key.value);
  }
  return ok(keys);
}

function readUsualKeys(
  home: string,
  passphrase: string | null,
): { keys: readonly Credential[]; leftOut: Problem | null } {
  return usable(
    USUAL_KEYS.map((name) => join(home, ".ssh", name))
      .filter((path) => existsSync(path))
      .map((path) => readKey(path, passphrase, CONFIGURED)),
  );
}

function usable(read: readonly Result<Credential, Problem>[]): {
  keys: readonly Credential[];
  leftOut: Problem | null;
} {
  const faults = read.flatMap((each) => (each.ok ? [] : [each.error]));
  return {
    keys: read.flatMap((each) => (each.ok ? [each.value] : [])),
    leftOut: faults.find(isLocked) ?? faults[0] ?? null,
  };
}

/** Whether the key that a problem tells of could be used with its passphrase. */
export function isLocked({ code }: Problem): boolean {
  return code === "key-encrypted" || code === "key-passphrase-wrong";
}

function readKey(
  path: string,
  passphrase: string | null,
  option: string,
): Result<Credential, Problem> {
  const text = readSecretFile(path, option);
  if (text.ok) return keyOf(text.value, passphrase, path, path);
  // A mode is no advice about a file that is no private key at all.
  const isOpen = text.error.code === "secret-file-open-to-others";
  return refuse((isOpen ? mistakenFor(path) : null) ?? text.error);
}

/** `path` is what the words name; null for a key that came as text. */
function keyOf(
  text: Buffer,
  passphrase: string | null,
  name: string,
  path: string | null,
): Result<Credential, Problem> {
  const fault = faultOfKey(text, passphrase);
  const where = path === null ? {} : { path };
  if (fault === "encrypted") return refuse(problem("key-encrypted", where));
  if (fault === "passphrase") return refuse(problem("key-passphrase-wrong", where));
  if (fault === "unsupported") return refuse(keyUnsupported(text, path));
  return ok({ kind: "key", text, passphrase, name });
}
