import { join } from "node:path";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { HostConnection } from "../engine/host-operations.ts";
import { openClient, type Opened } from "./ssh-client.ts";
import {
  collectCredentials,
  isLocked,
  type Credentials,
  type KeyPlaces,
} from "./ssh-credentials.ts";
import { dial, type FindHost } from "./ssh-dial.ts";
import {
  openHostKeyCheck,
  usualKnownHosts,
  type AcceptHostKey,
  type HostKeyCheck,
} from "./ssh-host-key.ts";
import type { AskPerson } from "./ssh-interactive.ts";
import { describeTarget, type Login, type Target } from "./ssh-login.ts";
import { createOperations } from "./ssh-operations.ts";
import type { SecretReader } from "./ssh-secret-file.ts";
import { findPrivilege, type Privilege } from "./ssh-sudo.ts";

/** Waits in milliseconds: for TCP, from greeting to login, and between two signs of life. */
export interface ConnectWaits {
  readonly connectMs: number;
  readonly handshakeMs: number;
  readonly keepaliveMs: number;
}

/** Everything that logging in needs beside the login itself. */
export interface ConnectContext extends KeyPlaces {
  readonly find: FindHost;
  readonly secrets: SecretReader;
  readonly prefix: "" | "web-";
  readonly accept: AcceptHostKey | null;
  /** Our own known_hosts lies there. */
  readonly stateFolder: string;
  readonly waits: ConnectWaits;
}

const CLOSE_MS = 2000;

/**
 * Logs in to a machine. Nothing is sent before its key is known; no login is tried twice. Problems:
 * `host-unreachable`, `host-hangs`, `host-key-unknown`, `host-key-changed`, `host-key-not-as-given`, `host-key-revoked`, `login-refused`,
 * `login-no-method`, `ssh-no-common-algorithm`, and those of key and secret files.
 */
export async function connectHost(
  login: Login,
  target: Target,
  context: ConnectContext,
): Promise<Result<HostConnection, Problem>> {
  const credentials = collectCredentials(login, target, context);
  if (!credentials.ok) return credentials;
  const sudoPassword =
    login.held !== undefined
      ? ok(login.held.sudoPassword)
      : login.sudoPasswordFile === null
        ? ok(null)
        : context.secrets(login.sudoPasswordFile, `--${context.prefix}sudo-password-file`);
  if (!sudoPassword.ok) return sudoPassword;
  const opened = await openChecked(login, target, context, credentials.value);
  if (!opened.ok) return opened;
  return ok(makeConnection(opened.value, target, sudoPassword.value));
}

interface OpenChecked {
  readonly client: Extract<Opened, { kind: "open" }>["client"];
  readonly roundTrips: number;
  readonly hostKey: string;
}

/** Kinds of host key to ask for where the one that is shown by itself is not the pinned one. */
const OTHER_KINDS = [
  ["ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"],
  ["ssh-rsa"],
] as const;

/** A server shows one key, of the kind that we ask for first; a pin may be for another one that it has. */
async function openChecked(
  login: Login,
  target: Target,
  context: ConnectContext,
  credentials: Credentials,
): Promise<Result<OpenChecked, Problem>> {
  const places = {
    own: join(context.stateFolder, "known_hosts"),
    readOnly: [...login.knownHosts, ...usualKnownHosts(context.home)],
    pin: login.hostKeyPin,
    accept: context.accept,
  };
  const check = await openHostKeyCheck(places, target.host, target.port);
  if (login.hostKeyPin === null)
    return openOnce(check, check.types, { target, context, credentials });
  const first = await openOnce(check, [], { target, context, credentials });
  for (const types of OTHER_KINDS) {
    if (first.ok || first.error.code !== "host-key-not-as-given") break;
    const next = await openOnce(check, types, { target, context, credentials });
    if (next.ok) return next;
  }
  return first;
}

interface Opening {
  readonly target: Target;
  readonly context: ConnectContext;
  readonly credentials: Credentials;
}

async function openOnce(
  check: HostKeyCheck,
  hostKeyTypes: readonly string[],
  { target, context, credentials }: Opening,
): Promise<Result<OpenChecked, Problem>> {
  const { handshakeMs, keepaliveMs, connectMs } = context.waits;
  const socket = await dial(context.find, target.host, target.port, connectMs);
  if (!socket.ok) return socket;
  const verdicts: Result<string, Problem>[] = [];
  const shown = noticeAsking(credentials);
  const opened = await openClient({
    socket: socket.value,
    user: target.user,
    credentials: shown.list,
    hostKeyTypes,
    handshakeMs,
    keepaliveMs,
    verify: async (key) => {
      const verdict = await check.verify(key);
      verdicts.push(verdict);
      return verdict.ok;
    },
  });
  const [verdict] = verdicts;
  if (verdict !== undefined && !verdict.ok) return verdict;
  if (opened.kind !== "open" || verdict === undefined) {
    return refuse(problemOf(opened, target, shown));
  }
  return ok({ client: opened.client, roundTrips: opened.roundTrips, hostKey: verdict.value });
}

function problemOf(opened: Opened, target: Target, shown: Shown): Problem {
  const { host, port, user } = target;
  const where = { host, port };
  switch (opened.kind) {
    case "timeout":
      return problem("host-hangs", where);
    case "open":
    case "closed":
    case "host-key":
      return problem("host-unreachable", { ...where, why: "closed" });
    case "no-algorithm":
      return problem("ssh-no-common-algorithm", where, { evidence: opened.why });
    case "failed":
      return problem("host-unreachable", { ...where, why: "not-ssh" }, { evidence: opened.why });
    case "refused":
      return refusedLogin({ ...where, user, offered: opened.offered.join(", ") }, shown);
  }
}

/** Where nothing could be shown, what was left out is told; where something was, a locked key beside it. */
function refusedLogin(data: Problem["data"], { list, leftOut, isAsked }: Shown): Problem {
  const shown = list.filter(({ kind }) => kind !== "interactive" || isAsked());
  if (shown.length === 0) return leftOut ?? problem("login-no-method", data);
  const locked =
    leftOut !== null && isLocked(leftOut) ? { locked: leftOut.data["path"] ?? "" } : {};
  return problem("login-refused", { ...data, tried: shown.map(nameOf).join(", "), ...locked });
}

interface Shown extends Credentials {
  /** Whether the machine has asked the person anything. */
  readonly isAsked: () => boolean;
}

/** The same credentials; that a person could be asked is none before the machine asks. */
function noticeAsking({ list, leftOut }: Credentials): Shown {
  let isAsked = false;
  const notice =
    (ask: AskPerson): AskPerson =>
    (questions) => {
      isAsked = true;
      return ask(questions);
    };
  const noticed = list.map((each) =>
    each.kind === "interactive" ? { ...each, ask: notice(each.ask) } : each,
  );
  return { list: noticed, leftOut, isAsked: () => isAsked };
}

function nameOf(credential: Credentials["list"][number]): string {
  return credential.kind === "key" ? credential.name : credential.kind;
}

function makeConnection(
  { client, roundTrips, hostKey }: OpenChecked,
  target: Target,
  sudoPassword: string | null,
): HostConnection {
  // A connection that dies between operations is noticed by the next one.
  client.on("error", () => {});
  let isClosed = false;
  client.once("close", () => {
    isClosed = true;
  });
  let spent = roundTrips;
  let found: Promise<Result<Privilege, Problem>> | null = null;
  const privilege = () => {
    found ??= findPrivilege(client, target.user, sudoPassword).then((each) => {
      if (!each.ok) return each;
      spent += each.value.roundTrips;
      return ok(each.value.privilege);
    });
    return found;
  };
  const operations = createOperations({
    client,
    user: target.user,
    machine: describeTarget(target),
    privilege,
  });
  const close = async () => {
    await operations.close();
    if (!isClosed) await endClient(client);
  };
  let closing: Promise<void> | null = null;
  return {
    hostKey,
    user: target.user,
    roundTrips: () => spent + operations.roundTrips(),
    run: (name, input) => operations.run(name, input),
    close: () => (closing ??= close()),
  };
}

function endClient(client: OpenChecked["client"]): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => client.destroy(), CLOSE_MS);
    client.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
    client.end();
  });
}
