import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, connect } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/** Passwords of the users that the private `/etc` of a test's sshd has. */
export const OPS_PASSWORD = "Correct horse 7$'";

/** A real sshd on loopback. As root it lives in a mount namespace with `/etc`, `/srv` and `/var/lib` of its own. */
export interface Sshd {
  readonly port: number;
  readonly folder: string;
  readonly isPrivate: boolean;
  readonly user: string;
  /** A key file that logs in as every user. */
  readonly identity: string;
  readonly hostKey: string;
  /** Runs a script as root where the sshd lives. */
  inside(script: string, input?: string): string;
  /** Ends every session at once, as when a link is cut. */
  cut(): void;
  stop(): Promise<void>;
}

const WHY_NO_PRIVATE_SSHD = findWhyNot();
// Whoever reads the run should see what it did not look at.
if (WHY_NO_PRIVATE_SSHD !== null)
  console.log(`Skipped: what needs an sshd with a file system of its own (${WHY_NO_PRIVATE_SSHD})`);

function findWhyNot(): string | null {
  if (!existsSync("/usr/sbin/sshd")) return "there is no /usr/sbin/sshd";
  if (process.getuid?.() !== 0) return "only root can give it one";
  try {
    execFileSync("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], { stdio: "ignore" });
    return null;
  } catch {
    return "no mount namespaces here";
  }
}

/** Why no private sshd can run here; null where it can. */
export function whyNoPrivateSshd(): string | null {
  return WHY_NO_PRIVATE_SSHD;
}

/** An sshd of some kind can run here. As root only a private one: the machine's own folders stay as they are. */
export function canRunSshd(): boolean {
  if (process.getuid?.() === 0) return whyNoPrivateSshd() === null;
  return existsSync("/usr/sbin/sshd");
}

const PRIVATE = `set -e
d=$1
mkdir -p "$d/etc"
cp -a /etc/. "$d/etc/"
mount --bind "$d/etc" /etc
for each in /var/lib /srv /run; do mount -t tmpfs -o mode=0755 tmpfs $each; done
mkdir -p /run/sshd "$d/home"
printf '%s\\n' 'root:*:1::::::' 'daemon:*:1::::::' "ops:$2:1::::::" 'admin:*:1::::::' > /etc/shadow
printf '%s\\n' "ops:x:4001:4001::$d/home:/bin/sh" "admin:x:4002:4002::$d/home:/bin/sh" >> /etc/passwd
printf 'Defaults !lecture\\nroot ALL=(ALL) ALL\\nadmin ALL=(ALL) NOPASSWD: ALL\\nops ALL=(ALL) ALL\\n' > /etc/sudoers
chown root:root /etc/sudoers; chmod 0440 /etc/sudoers
rm -rf /etc/sudoers.d /etc/homeport
printf '%s\\n' 'auth required pam_unix.so' 'account required pam_unix.so' 'session required pam_permit.so' > /etc/pam.d/sudo
shift 2
exec "$@"`;

/** Starts an sshd; `extra` are lines for its configuration. */
export async function startSshd(extra: readonly string[] = []): Promise<Sshd> {
  const isPrivate = whyNoPrivateSshd() === null;
  const folder = mkdtempSync(join(tmpdir(), "homeport-sshd-"));
  execFileSync("chmod", ["0755", folder]);
  for (const name of ["host", "identity"])
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", join(folder, name)]);
  execFileSync("cp", [join(folder, "identity.pub"), join(folder, "authorized_keys")]);
  const port = await freePort();
  writeFileSync(join(folder, "config"), configOf(folder, port, extra));
  const sshd = ["/usr/sbin/sshd", "-D", "-e", "-f", join(folder, "config")];
  const hash = execFileSync("openssl", ["passwd", "-6", "-stdin"], {
    input: OPS_PASSWORD,
    encoding: "utf8",
  }).trim();
  const all = [
    "unshare",
    "-m",
    "--propagation",
    "private",
    "sh",
    "-c",
    PRIVATE,
    "private",
    folder,
    hash,
    ...sshd,
  ];
  const [program = "", ...words] = isPrivate ? all : sshd;
  const child = spawn(program, words, { stdio: ["ignore", "ignore", "pipe"], detached: true });
  await listening(child, port);
  return {
    port,
    folder,
    isPrivate,
    user: userInfo().username,
    identity: join(folder, "identity"),
    hostKey: fingerprint(join(folder, "host.pub")),
    inside: (script, input = "") => inside(child, script, input),
    cut: () => killSessions(child),
    stop: () => stop(child, folder),
  };
}

function configOf(folder: string, port: number, extra: readonly string[]): string {
  const lines = [
    ...extra,
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${join(folder, "host")}`,
    `PidFile ${join(folder, "pid")}`,
    `AuthorizedKeysFile ${join(folder, "authorized_keys")}`,
    "StrictModes no",
    "UsePAM no",
    "PermitRootLogin yes",
    "LogLevel ERROR",
  ];
  return `${lines.join("\n")}\n`;
}

function fingerprint(path: string): string {
  return execFileSync("ssh-keygen", ["-lf", path], { encoding: "utf8" }).split(" ")[1] ?? "";
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  let said = "";
  child.stderr?.on("data", (bytes: Buffer) => (said += bytes.toString()));
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`sshd ended: ${said}`);
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`sshd does not listen: ${said}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("close", () => socket.destroy());
    socket.unref();
    setTimeout(() => socket.destroy(), 200).unref();
  });
}

function inside(child: ChildProcess, script: string, input: string): string {
  return execFileSync("nsenter", ["-t", String(child.pid), "-m", "sh", "-ec", script], {
    input,
    encoding: "utf8",
  });
}

/** The sessions are the children of the listening process. */
function killSessions(child: ChildProcess): void {
  const found = execFileSync("ps", ["-o", "pid=", "--ppid", String(child.pid)], {
    encoding: "utf8",
  });
  for (const pid of found.split(/\s+/).filter((each) => each !== ""))
    process.kill(Number(pid), "SIGKILL");
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  try {
    killSessions(child);
  } catch {
    // There are none.
  }
  if (child.exitCode === null) {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
  rmSync(folder, { recursive: true, force: true });
}
