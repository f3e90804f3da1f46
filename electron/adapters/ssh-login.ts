import type { AskPerson } from "./ssh-interactive.ts";

/** How to log in to one machine, as the options of `cli.md` give it. Absent options have these nulls and empty lists. */
export interface Login {
  readonly host: string;
  /** Null: as `--ssh-config` says, else the name of the user who runs us. */
  readonly user: string | null;
  /** Null: as `--ssh-config` says, else 22. */
  readonly port: number | null;
  readonly identities: readonly string[];
  /** A socket; `none`; null: that of `SSH_AUTH_SOCK`. */
  readonly agent: string | null;
  readonly passphraseFile: string | null;
  readonly passwordFile: string | null;
  readonly sudoPasswordFile: string | null;
  /** `SHA256:…`; the only key that is taken then. */
  readonly hostKeyPin: string | null;
  /** Further known_hosts files, read only. */
  readonly knownHosts: readonly string[];
  /** A file; `none`; null: `~/.ssh/config`. */
  readonly sshConfig: string | null;
  /** What a person typed, in memory instead of files; absent: files and agent, as the options say. */
  readonly held?: HeldLogin;
}

/** A login's secrets in memory, and what else may be tried. */
export interface HeldLogin {
  /** Content of a private key file. */
  readonly key: string | null;
  readonly passphrase: string | null;
  readonly password: string | null;
  readonly sudoPassword: string | null;
  /** Asks a person what the machine asks; null: nobody is there, or it is not wanted. */
  readonly ask: AskPerson | null;
  /** The user's agent and usual key files may be tried too: both, the agent alone, or neither. */
  readonly others: "all" | "agent" | "none";
}

/** Reads `[USER@]HOST[:PORT]`, IPv6 in brackets where a port follows; null where it is none. */
export function parseLoginTarget(text: string): Pick<Login, "host" | "user" | "port"> | null {
  const parts =
    /^(?:([^@\s]+)@)?(?:\[([0-9A-Fa-f:.]+)\](?::([0-9]+))?|([A-Za-z0-9._-]+)(?::([0-9]+))?|([0-9A-Fa-f:.]+))$/.exec(
      text,
    );
  if (!parts) return null;
  const host = parts[2] ?? parts[4] ?? parts[6] ?? "";
  const portText = parts[3] ?? parts[5];
  const port = portText === undefined ? null : Number(portText);
  const isGood = !host.startsWith("-") && (port === null || (port >= 1 && port <= 65535));
  return isGood ? { host, user: parts[1] ?? null, port } : null;
}

/** A login to HOST with every option absent. */
export function plainLogin(target: Pick<Login, "host" | "user" | "port">): Login {
  return {
    ...target,
    identities: [],
    agent: null,
    passphraseFile: null,
    passwordFile: null,
    sudoPasswordFile: null,
    hostKeyPin: null,
    knownHosts: [],
    sshConfig: null,
  };
}

/** The login with everything decided that the configuration decides. */
export interface Target {
  /** As given on the command line: the name that people know. */
  readonly alias: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Key files that were named, in order; absolute. */
  readonly identities: readonly string[];
}

/** `user@host:port`, as shown to people. */
export function describeTarget({
  user,
  host,
  port,
}: Pick<Target, "user" | "host" | "port">): string {
  return `${user}@${host.includes(":") ? `[${host}]` : host}:${port}`;
}
