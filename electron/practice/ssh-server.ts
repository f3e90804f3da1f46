import { createHash, createPrivateKey } from "node:crypto";
import type { Socket } from "node:net";
import ssh2, {
  type AuthContext,
  type Connection,
  type KeyboardAuthContext,
  type ParsedKey,
  type Server,
  type ServerChannel,
} from "ssh2";
import { readShellCommand } from "../../shared/render/shell-quote.ts";
import { answerOperation, type Printed } from "./host-answer.ts";
import { stopResponder } from "./host-challenge.ts";
import type { HostFaults } from "./host-faults.ts";
import type { Machine } from "./host-machine.ts";
import type { SeededKey } from "./seeded-key.ts";

/** An SSH server before it listens. */
export interface SshServer {
  readonly server: Server;
  /** `SHA256:…` of its host key, as OpenSSH shows it. */
  readonly fingerprint: string;
  /** Ends every session at once, as when a link is cut. */
  cut(): void;
}

/** A user whose login takes a code besides the key. */
export interface AskedUser {
  readonly user: string;
  readonly code: string;
}

/** What an SSH server of practice stands on. `users` may log in with `userKey`; all but root become root by sudo without a password. */
export interface SshOptions {
  readonly machine: Machine;
  readonly faults: HostFaults;
  readonly hostKey: SeededKey;
  readonly userKey: SeededKey;
  readonly users: readonly string[];
  /** The user who is asked for a code after the key (keyboard-interactive, RFC 4256); null: nobody is. */
  readonly asked: AskedUser | null;
  /** Told after each operation and before its answer, so that what was answered can be kept first. */
  readonly after: () => void;
}

const SUDO = ["sudo", "-k", "-n"];
const NOT_FOUND: Printed = { stdout: "", stderr: "sh: 1: not found\n", status: 127 };
const FULL: Printed = {
  stdout: "\nhomeport-begin\n",
  stderr: "write error: No space left on device\nhomeport-refuse not-written\n",
  status: 65,
};
const FAILS: Printed = {
  stdout: "\nhomeport-begin\n",
  stderr: "homeport-refuse planted\n",
  status: 65,
};
const UNKEPT: Printed = { ...FAILS, stderr: "homeport-refuse practice-fault not-kept\n" };
const MAX_INPUT = 4 * 1024 * 1024;

/**
 * Makes a real SSH server that answers operations by their NAME (`sh -c SCRIPT NAME ARGS…`) over a
 * practice host. It never runs a shell; every other command is not found.
 */
export function createSshServer(options: SshOptions): SshServer {
  const hostKey = parseKey(options.hostKey);
  const open = new Set<Connection>();
  const server = new ssh2.Server(
    { hostKeys: [openSshPem(options.hostKey)], ident: "OpenSSH_10.0" },
    (connection) => {
      open.add(connection);
      // SSH writes small packets one after the other: Nagle's algorithm would hold each for 40 ms.
      socketOf(connection)?.setNoDelay(true);
      connection.on("close", () => open.delete(connection));
      // A client that goes away in the middle is no news.
      connection.on("error", () => {});
      serve(connection, options);
    },
  );
  return {
    server,
    fingerprint: `SHA256:${createHash("sha256").update(hostKey.getPublicSSH()).digest("base64").replace(/=+$/, "")}`,
    cut: () => open.forEach(destroy),
  };
}

/** A private key in the form that ssh2 and OpenSSH's older files share; ssh2 reads no PKCS#8. */
export function openSshPem(key: SeededKey): string {
  return createPrivateKey(key.pem).export({ type: "sec1", format: "pem" }).toString();
}

function serve(connection: Connection, options: SshOptions): void {
  const allowed = parseKey(options.userKey);
  let user = "";
  let hasKey = false;
  connection.on("authentication", (context) => {
    user = context.username;
    const { asked } = options;
    if (hasKey && asked !== null && context.method === "keyboard-interactive")
      return askCode(context, asked.code);
    if (!options.users.includes(user) || !isProven(context, allowed))
      return context.reject(["publickey"]);
    // Without a signature the client only asks whether the key would do.
    if (asked?.user !== user || !isSigned(context)) return context.accept();
    hasKey = true;
    context.reject(["keyboard-interactive"], true);
  });
  connection.on("session", (accept) => {
    accept().on("exec", (acceptExec, _reject, { command }) => {
      const channel = acceptExec();
      channel.on("error", () => {});
      void answer(connection, channel, user, command, options);
    });
  });
}

function isSigned(context: AuthContext): boolean {
  return context.method === "publickey" && context.signature !== undefined;
}

function askCode(context: KeyboardAuthContext, code: string): void {
  const question = { prompt: "Verification code: ", echo: false };
  context.prompt([question], "", "Second step", ([given]) =>
    given === code ? context.accept() : context.reject(),
  );
}

function isProven(context: AuthContext, allowed: ParsedKey): boolean {
  if (context.method !== "publickey" || !context.key.data.equals(allowed.getPublicSSH()))
    return false;
  if (context.signature === undefined || context.blob === undefined) return true;
  // It gives an error as a value, which its types do not say.
  const verified: unknown = allowed.verify(context.blob, context.signature, context.hashAlgo);
  return verified === true;
}

async function answer(
  connection: Connection,
  channel: ServerChannel,
  user: string,
  command: string,
  { machine, faults, after }: SshOptions,
): Promise<void> {
  const words = asRoot(readShellCommand(command) ?? [], user);
  const [shell, option, script = "", name, ...args] = words.rest;
  if (shell !== "sh" || option !== "-c") return finish(channel, NOT_FOUND);
  if (name === undefined)
    return finish(
      channel,
      script === "id -u"
        ? { stdout: words.isRoot ? "0\n" : "1000\n", stderr: "", status: 0 }
        : NOT_FOUND,
    );
  if (!words.isRoot) return finish(channel, { ...FAILS, stderr: "homeport-refuse not-root\n" });
  const fault = faults.take(name);
  if (fault === "cut-before") return destroy(connection);
  if (fault === "disk-full" || fault === "fails")
    return finish(channel, fault === "disk-full" ? FULL : FAILS);
  const isResponder = name === "challenge-start" && args[1] === "responder";
  const content = isResponder ? "" : await readInput(channel);
  const printed = await answerOperation(machine, name, args, content);
  if (!isKept(after)) return finish(channel, UNKEPT);
  if (fault === "cut-after") return destroy(connection);
  if (isResponder && printed.status === 0) return hold(connection, channel, machine, printed);
  finish(channel, printed);
}

/** A practice that cannot keep its machines says so in its answer, where everybody looks. */
function isKept(after: () => void): boolean {
  try {
    after();
    return true;
  } catch {
    return false;
  }
}

/** The responder goes on until its input ends or the connection is gone. */
function hold(
  connection: Connection,
  channel: ServerChannel,
  machine: Machine,
  printed: Printed,
): void {
  const end = (): void => {
    void stopResponder(machine).then(() => finish(channel, { stdout: "", stderr: "", status: 0 }));
  };
  channel.write(printed.stdout);
  channel.resume();
  channel.once("end", end);
  connection.once("close", () => void stopResponder(machine));
}

function asRoot(
  words: readonly string[],
  user: string,
): { readonly rest: readonly string[]; readonly isRoot: boolean } {
  const isSudo = SUDO.every((word, index) => words[index] === word);
  return { rest: isSudo ? words.slice(SUDO.length) : words, isRoot: isSudo || user === "root" };
}

async function readInput(channel: ServerChannel): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of channel) {
    const bytes: unknown = chunk;
    if (!Buffer.isBuffer(bytes)) continue;
    size += bytes.length;
    if (size > MAX_INPUT) break;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function finish(channel: ServerChannel, { stdout, stderr, status }: Printed): void {
  if (channel.destroyed) return;
  channel.stderr.write(stderr);
  channel.write(stdout);
  channel.exit(status);
  channel.end();
}

/** Cuts the connection below SSH, as a broken link does. */
function destroy(connection: Connection): void {
  const socket = socketOf(connection);
  if (socket === null) connection.end();
  else socket.destroy();
}

/** ssh2 keeps its socket to itself; null should it ever call it something else. */
function socketOf(connection: Connection): Socket | null {
  const socket: unknown = Reflect.get(connection, "_sock");
  return isSocket(socket) ? socket : null;
}

function isSocket(value: unknown): value is Socket {
  return typeof value === "object" && value !== null && "destroy" in value;
}

function parseKey(key: SeededKey): ParsedKey {
  const parsed = ssh2.utils.parseKey(openSshPem(key));
  if (parsed instanceof Error) throw parsed;
  return parsed;
}
