import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { createHosts, type HostsOptions } from "../../electron/adapters/ssh-hosts.ts";
import { plainLogin, type Login } from "../../electron/adapters/ssh-login.ts";
import type { HostConnection } from "../../electron/engine/host-operations.ts";
import type { Result } from "../../shared/domain/result.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import type { Sshd } from "./sshd.ts";

/** Logs in to a test's sshd; by its key and with its host key pinned unless changed. */
export function connectTo(
  sshd: Sshd,
  changes: Partial<Login> = {},
  options: Partial<HostsOptions> = {},
): Promise<Result<HostConnection, Problem>> {
  const login: Login = {
    ...plainLogin({ host: "127.0.0.1", user: sshd.user, port: sshd.port }),
    identities: [sshd.identity],
    agent: "none",
    sshConfig: "none",
    hostKeyPin: sshd.hostKey,
    ...changes,
  };
  const places = { stateFolder: join(sshd.folder, "state"), home: join(sshd.folder, "home") };
  return createHosts({ host: login, web: null, ...places, ...options }).connect("host");
}

/** Puts a file beside a test's sshd. */
export function fileOf(sshd: Sshd, name: string, content: string, mode = 0o600): string {
  const path = join(sshd.folder, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

/** The port that a server listens on. */
export async function portOf(server: Server): Promise<number> {
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

export async function opened(
  connecting: Promise<Result<HostConnection, Problem>>,
): Promise<HostConnection> {
  const result = await connecting;
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export async function refusedBy(
  connecting: Promise<Result<HostConnection, Problem>>,
): Promise<Problem> {
  const result = await connecting;
  if (result.ok) {
    await result.value.close();
    throw new Error("the login was not refused");
  }
  return result.error;
}

export interface TestAgent {
  readonly socket: string;
  add(key: string): void;
  stop(): void;
}

export async function startAgent(folder: string): Promise<TestAgent> {
  mkdirSync(folder, { recursive: true });
  const socket = join(folder, "socket");
  const child = spawn("ssh-agent", ["-D", "-a", socket], { stdio: "ignore" });
  for (let tries = 0; tries < 100 && !existsSync(socket); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  return {
    socket,
    add: (key) =>
      execFileSync("ssh-add", ["-q", key], {
        env: { ...process.env, SSH_AUTH_SOCK: socket },
        stdio: "ignore",
      }),
    stop: () => child.kill(),
  };
}

export interface Relay {
  readonly port: number;
  /** From now on nothing passes, and nobody is told. */
  freeze(): void;
  stop(): void;
}

export async function startRelay(to: number): Promise<Relay> {
  const pairs: Socket[] = [];
  let isFrozen = false;
  const server = createServer((socket) => {
    const other = connect(to, "127.0.0.1");
    pairs.push(socket, other);
    for (const [from, into] of [
      [socket, other],
      [other, socket],
    ] as const) {
      from.on("data", (bytes) => isFrozen || into.write(bytes)).on("error", () => {});
    }
  }).listen(0, "127.0.0.1");
  const port = await portOf(server);
  return {
    port,
    freeze: () => {
      isFrozen = true;
    },
    stop: () => {
      pairs.forEach((socket) => socket.destroy());
      server.close();
    },
  };
}
