import { randomBytes } from "node:crypto";
import type { Client } from "ssh2";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { shellCommand } from "../../shared/render/shell-quote.ts";
import { evidenceOf } from "./ssh-answer.ts";
import { execute, type ExecRequest, type Ran } from "./ssh-exec.ts";

/** How commands become root's. A password is sent only where sudo asks for one. */
export type Privilege =
  | { readonly kind: "root" }
  | { readonly kind: "nopasswd" }
  | { readonly kind: "password"; readonly password: string };

/** A command as words, and its input. */
export interface Work {
  readonly words: readonly string[];
  readonly content: string;
  readonly holdAt: string | null;
  readonly timeoutMs: number;
}

const PROBE = ["sudo", "-k", "-n", "sh", "-c", "id -u"];
const PROBE_MS = 20_000;

/**
 * Stands before a script that is reached through a password: it shows the nonce once it is root, and
 * swallows what came before the second one (a password that sudo did not ask for), so that no
 * payload is sent to anything but the script.
 */
const GUARD =
  'printf "%s\\n" "$1"; while IFS= read -r line; do [ "$line" = "go $1" ] && break; done; shift; exec "$@"';

/** Finds out how commands become root's: not at all for root, else by running sudo (design section 4). */
export async function findPrivilege(
  client: Client,
  user: string,
  password: string | null,
): Promise<Result<{ readonly privilege: Privilege; readonly roundTrips: number }, Problem>> {
  if (user === "root") return ok({ privilege: { kind: "root" }, roundTrips: 0 });
  const probe = await execute(client, {
    command: shellCommand(PROBE),
    first: null,
    gate: null,
    content: "",
    holdAt: null,
    timeoutMs: PROBE_MS,
  });
  if (probe.end === "lost") return refuse(problem("connection-lost", { operation: "sudo" }));
  if (probe.code === 0 && /(^|\n)0\n?$/.test(probe.stdout))
    return ok({ privilege: { kind: "nopasswd" }, roundTrips: 2 });
  const evidence = evidenceOf(probe.stderr);
  if (probe.code === 127)
    return refuse(
      problem("sudo-refused", { user, why: "no-sudo" }, { seenFrom: "host", evidence }),
    );
  if (probe.end === "timeout")
    return refuse(
      problem("sudo-refused", { user, why: "timeout" }, { seenFrom: "host", evidence }),
    );
  if (password === null)
    return refuse(problem("sudo-password-needed", { user }, { seenFrom: "host", evidence }));
  return ok({ privilege: { kind: "password", password }, roundTrips: 2 });
}

/** Runs a command as root. A password that sudo does not take ends it before anything was sent. */
export async function runAsRoot(client: Client, privilege: Privilege, work: Work): Promise<Ran> {
  const { words, ...rest } = work;
  switch (privilege.kind) {
    case "root":
      return execute(client, { ...rest, command: shellCommand(words), first: null, gate: null });
    case "nopasswd":
      return execute(client, {
        ...rest,
        command: shellCommand(["sudo", "-k", "-n", ...words]),
        first: null,
        gate: null,
      });
    case "password":
      return execute(client, passwordRequest(privilege.password, work));
  }
}

/** What sudo and sudo-rs say to a password that is not the user's, in the C locale. */
const WRONG_PASSWORD = /incorrect (password|authentication)|try again|no password was provided/i;

/** Judges a run for what sudo may have done to it: a gate that never opened was a password not taken. */
export function sudoFault(ran: Ran, user: string): Problem | null {
  if (ran.end !== "gate-closed") return null;
  const code = WRONG_PASSWORD.test(ran.stderr) ? "sudo-password-wrong" : "sudo-refused";
  const data = code === "sudo-refused" ? { user, why: "password" } : { user };
  return problem(code, data, { seenFrom: "host", evidence: evidenceOf(ran.stderr) });
}

/** Round trips of one command: its channel, its start, and one for what is sent after that. */
export function roundTripsOf(privilege: Privilege, content: string): number {
  return 2 + (content === "" ? 0 : 1) + (privilege.kind === "password" ? 2 : 0);
}

function passwordRequest(
  password: string,
  { words, content, holdAt, timeoutMs }: Work,
): ExecRequest {
  const nonce = `homeport-ready-${randomBytes(12).toString("hex")}`;
  const command = shellCommand([
    "env",
    "LC_ALL=C",
    "sudo",
    "-k",
    "-S",
    "-p",
    "",
    "sh",
    "-c",
    GUARD,
    "homeport-guard",
    nonce,
    ...words,
  ]);
  return {
    command,
    first: `${password}\n`,
    gate: `${nonce}\n`,
    content: `go ${nonce}\n${content}`,
    holdAt,
    timeoutMs,
  };
}
