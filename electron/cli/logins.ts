import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import type { FindHost } from "../adapters/ssh-dial.ts";
import type { ConnectWaits } from "../adapters/ssh-connect.ts";
import type { AcceptHostKey } from "../adapters/ssh-host-key.ts";
import { createHosts } from "../adapters/ssh-hosts.ts";
import { parseLoginTarget, type Login } from "../adapters/ssh-login.ts";
import type { Hosts } from "../engine/ports.ts";
import { all, one, type Args, type UsageFault } from "./args.ts";
import { pathOf, type Caller } from "./caller.ts";
import type { Context } from "./command.ts";
import { harmless } from "./harmless.ts";
import { optionSpec, type OptionName } from "./options.ts";
import { usageProblem } from "./outcome.ts";
import { askYesNo } from "./prompt.ts";
import { stateFolder } from "./state-folder.ts";

/** Options that name a file with a secret. */
const SECRETS = [
  "passphrase-file",
  "password-file",
  "sudo-password-file",
  "web-passphrase-file",
  "web-password-file",
  "web-sudo-password-file",
] as const satisfies readonly OptionName[];

/**
 * Makes the logins that the options ask for; nothing is contacted yet. `find` is how hosts are found
 * where the world options say so, null: as the system does.
 */
export function createLogins(context: Context, find: FindHost | null): Result<Hosts, Problem> {
  const { args, caller, speak } = context;
  const wrong = firstWrong(args);
  if (wrong) return refuse(usageProblem(wrong, speak));
  return ok(
    createHosts({
      host: loginOf(args, caller, ""),
      web: loginOf(args, caller, "web-"),
      stateFolder: stateFolder(args, caller),
      ...(find === null ? {} : { find }),
      ...waitsOf(args),
      ...(caller.stdinIsTerminal ? { accept: acceptor(context) } : {}),
    }),
  );
}

/** `--timeout` shortens the waits of a login. */
function waitsOf(args: Args): { readonly waits?: ConnectWaits } {
  const given = one(args, "timeout");
  if (given === null) return {};
  const limit = Number(given) * 1000;
  return {
    waits: {
      connectMs: Math.min(limit, 10_000),
      handshakeMs: Math.min(limit, 20_000),
      keepaliveMs: 5000,
    },
  };
}

function firstWrong(args: Args): UsageFault | null {
  const { command } = args;
  for (const name of ["host", "web-host"] as const) {
    const given = one(args, name);
    if (given === null || parseLoginTarget(given) !== null) continue;
    const data = { option: `--${name}`, shown: optionSpec(name).shown, given };
    return { why: "value-bad", command, data };
  }
  const piped = SECRETS.filter((name) => one(args, name) === "-");
  return piped.length > 1 ? { why: "stdin-twice", command, data: {} } : null;
}

function loginOf(args: Args, caller: Caller, prefix: "" | "web-"): Login | null {
  const target = parseLoginTarget(one(args, `${prefix}host`) ?? "");
  if (target === null) return null;
  const path = (given: string | null): string | null =>
    given === null || given === "none" || given === "-" ? given : pathOf(caller, given);
  return {
    ...target,
    identities: all(args, `${prefix}identity`).map((each) => pathOf(caller, each)),
    agent: path(one(args, `${prefix}agent`)),
    passphraseFile: path(one(args, `${prefix}passphrase-file`)),
    passwordFile: path(one(args, `${prefix}password-file`)),
    sudoPasswordFile: path(one(args, `${prefix}sudo-password-file`)),
    hostKeyPin: one(args, `${prefix}host-key`),
    knownHosts: all(args, `${prefix}known-hosts`).map((each) => pathOf(caller, each)),
    sshConfig: path(one(args, `${prefix}ssh-config`)),
  };
}

/** Asks whether a key that nobody has confirmed is the machine's own. */
function acceptor(context: Context): AcceptHostKey {
  const { speak } = context;
  return async ({ host, port, type, fingerprint }) =>
    askYesNo(
      context,
      [
        speak.say("hostKey.title", { host: harmless(host), port }),
        `  ${harmless(type)} ${harmless(fingerprint)}`,
        speak.say("hostKey.compare"),
      ],
      speak.say("hostKey.question"),
      speak.say("approval.unclear"),
    );
}
