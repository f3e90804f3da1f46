import { homedir } from "node:os";
import { refuse } from "../../shared/domain/result.ts";
import { problem } from "../../shared/problems/problem.ts";
import type { Hosts } from "../engine/ports.ts";
import { resolveTarget } from "./ssh-config-file.ts";
import { findBySystem, type FindHost } from "./ssh-dial.ts";
import type { AcceptHostKey } from "./ssh-host-key.ts";
import { describeTarget, type Login } from "./ssh-login.ts";
import type { ConnectWaits } from "./ssh-connect.ts";
import { createSecretReader } from "./ssh-secret-file.ts";

/** The two machines and how they are found. */
export interface HostsOptions {
  readonly host: Login | null;
  readonly web: Login | null;
  /** Our own known_hosts lies in it. */
  readonly stateFolder: string;
  /** Absent: the system's lookups. `--dns-server` and `--connect-to` come in here. */
  readonly find?: FindHost;
  /** Absent: an unknown host key is never taken. */
  readonly accept?: AcceptHostKey;
  /** Absent: the home of the user who runs us. */
  readonly home?: string;
  /** Absent: `SSH_AUTH_SOCK` of the environment. */
  readonly agentSocket?: string | null;
  readonly waits?: ConnectWaits;
}

/** Connect within 10 s (cli.md), greeting and login within 20 s, a dead link noticed after 15 s. */
const WAITS: ConnectWaits = { connectMs: 10_000, handshakeMs: 20_000, keepaliveMs: 5000 };

/** Logs in over SSH. What it needs of ssh2 is loaded at the first login. */
export function createHosts(options: HostsOptions): Hosts {
  const home = options.home ?? homedir();
  const secrets = createSecretReader();
  const targetOf = (login: Login) => resolveTarget(login, home);
  return {
    describe: (which) => {
      const login = options[which];
      if (login === null) return null;
      const target = targetOf(login);
      return target.ok ? describeTarget(target.value) : login.host;
    },
    connect: async (which) => {
      const login = options[which];
      if (login === null) return refuse(problem("login-no-method", { host: which, offered: "" }));
      const target = targetOf(login);
      if (!target.ok) return target;
      const { connectHost } = await import("./ssh-connect.ts");
      return connectHost(login, target.value, {
        home,
        secrets,
        prefix: which === "web" ? "web-" : "",
        agentSocket:
          options.agentSocket === undefined
            ? (process.env["SSH_AUTH_SOCK"] ?? null)
            : options.agentSocket,
        find: options.find ?? findBySystem,
        accept: options.accept ?? null,
        stateFolder: options.stateFolder,
        waits: options.waits ?? WAITS,
      });
    },
  };
}
