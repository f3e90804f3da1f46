import type { CommandName } from "./command-table.ts";
import type { OptionName } from "./options.ts";

/** Two options that do not go together, or one that needs another: a key under `usage.` and its values. */
export interface TogetherFault {
  readonly why: "world-and-live" | "login-without-host";
  readonly data: { readonly given: string; readonly needed: string };
}

/** Options about the live world; beside a world file they would have no effect. */
const LIVE: readonly OptionName[] = [
  "practice",
  "host",
  "web-host",
  "dns-server",
  "ca-file",
  "connect-to",
];

/** Login options that mean one certain machine. */
const LOGIN: readonly OptionName[] = [
  "identity",
  "passphrase-file",
  "password-file",
  "sudo-password-file",
  "host-key",
];

/** Commands that remember the machine of an earlier run. */
const REMEMBERS = new Set<CommandName>(["undo", "resume", "renew"]);

/** Judges options beside each other, once each was read; null where they go together. */
export function judgeTogether(
  command: CommandName,
  options: { readonly [name in OptionName]?: readonly string[] },
): TogetherFault | null {
  const given = (name: string): boolean => Object.hasOwn(options, name);
  const live = given("world") ? LIVE.find(given) : undefined;
  if (live !== undefined)
    return { why: "world-and-live", data: { given: `--${live}`, needed: "--world" } };
  if (given("practice") || REMEMBERS.has(command)) return null;
  for (const prefix of ["", "web-"]) {
    const login = LOGIN.map((name) => `${prefix}${name}`).find(given);
    if (login !== undefined && !given(`${prefix}host`)) {
      const data = { given: `--${login}`, needed: `--${prefix}host` };
      return { why: "login-without-host", data };
    }
  }
  return null;
}
