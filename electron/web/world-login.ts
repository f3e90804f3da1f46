import { createHosts } from "../adapters/ssh-hosts.ts";
import { describeTarget, plainLogin, type HeldLogin, type Login } from "../adapters/ssh-login.ts";
import type { FindHost } from "../adapters/ssh-dial.ts";
import { resolveTarget } from "../adapters/ssh-config-file.ts";
import type { LoginDraft } from "../../shared/api/wizard-parts.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { refuse, type Result } from "../../shared/domain/result.ts";
import type { HostConnection } from "../engine/host-operations.ts";
import type { LoginAttempt } from "../engine/wizard-ports.ts";

/** How machines are found and what is tried besides what a person gave. */
export interface WorldLogin {
  readonly stateFolder: string;
  /** Null: as the system does. */
  readonly find: FindHost | null;
  /** False: `~/.ssh/config` and known hosts of the user mean nothing in this world. */
  readonly usesConfig: boolean;
}

/** `user@host:port` of a login, with what `~/.ssh/config` says of it. */
export function describeLogin(draft: LoginDraft, { usesConfig }: WorldLogin): string {
  const target = resolveTarget(loginOf(draft, usesConfig));
  const { host, port, user } = draft;
  return target.ok
    ? describeTarget(target.value)
    : describeTarget({ host, port: port ?? 22, user: user ?? "" });
}

/** Logs in with what a person gave. `key` overrides the key that came with the attempt (practice). */
export function logIn(
  world: WorldLogin,
  attempt: LoginAttempt,
  key: string | null = attempt.secrets.key,
): Promise<Result<HostConnection, Problem>> {
  const { login: draft, secrets, isAccepted } = attempt;
  if (draft.method === "key" && key === null)
    return Promise.resolve(refuse(problem("key-file-unreadable", { what: "key" })));
  const login: Login = {
    ...loginOf(draft, world.usesConfig),
    held: heldOf(attempt, { ...secrets, key }),
  };
  const hosts = createHosts({
    host: login,
    web: null,
    stateFolder: world.stateFolder,
    ...(world.find === null ? {} : { find: world.find }),
    ...(world.usesConfig ? {} : { home: world.stateFolder, agentSocket: null }),
    accept: ({ host, port, fingerprint }) => Promise.resolve(isAccepted(host, port, fingerprint)),
  });
  return hosts.connect("host");
}

function loginOf({ host, port, user }: LoginDraft, usesConfig: boolean): Login {
  return { ...plainLogin({ host, port, user }), ...(usesConfig ? {} : { sshConfig: "none" }) };
}

function heldOf({ login, ask }: LoginAttempt, secrets: LoginAttempt["secrets"]): HeldLogin {
  const { key, passphrase, password, sudoPassword } = secrets;
  const none = {
    key: null,
    passphrase,
    password: null,
    sudoPassword,
    ask,
    others: "none",
  } as const;
  switch (login.method) {
    case "auto":
      return { ...none, others: "all" };
    case "agent":
      return { ...none, others: "agent" };
    case "key":
      return { ...none, key };
    case "password":
      return { ...none, password };
    case "interactive":
      return none;
    case "practice":
      return { ...none, key, ask: null };
  }
}
