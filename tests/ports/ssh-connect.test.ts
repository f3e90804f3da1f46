import { execFileSync, spawn } from "node:child_process";
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect as connectTcp, createServer, type Server, type Socket } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createHosts, type HostsOptions } from "../../electron/adapters/ssh-hosts.ts";
import { plainLogin, type Login } from "../../electron/adapters/ssh-login.ts";
import type { HostConnection } from "../../electron/engine/host-operations.ts";
import type { Result } from "../../shared/domain/result.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { OPS_PASSWORD, startSshd, whyNoPrivateSshd, type Sshd } from "./sshd.ts";

const hasSshd = existsSync("/usr/sbin/sshd");
const missing = whyNoPrivateSshd();

describe.skipIf(!hasSshd)("logging in to a real sshd", () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd(["MaxAuthTries 6", "KbdInteractiveAuthentication no"]);
  });
  afterAll(() => sshd.stop());

  const login = (changes: Partial<Login> = {}): Login => ({
    ...plainLogin({ host: "127.0.0.1", user: sshd.user, port: sshd.port }),
    identities: [sshd.identity],
    agent: "none",
    sshConfig: "none",
    hostKeyPin: sshd.hostKey,
    ...changes,
  });
  const connect = (changes: Partial<Login> = {}, options: Partial<HostsOptions> = {}) =>
    createHosts({ host: login(changes), web: null, stateFolder: join(sshd.folder, "state"), home: join(sshd.folder, "home"), ...options }).connect("host");
  const file = (name: string, content: string, mode = 0o600): string => {
    const path = join(sshd.folder, name);
    writeFileSync(path, content);
    chmodSync(path, mode);
    return path;
  };

  test("works by key file, and tells the key of the host", async () => {
    const connection = await opened(connect());
    expect({ hostKey: connection.hostKey, user: connection.user }).toEqual({ hostKey: sshd.hostKey, user: sshd.user });
    await connection.close();
  });

  test("works by a key with a passphrase, and names what is wrong without it or with another", async () => {
    const locked = join(sshd.folder, "locked");
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "open sesame", "-f", locked]);
    appendFileSync(join(sshd.folder, "authorized_keys"), readFileSync(`${locked}.pub`));
    const passphraseFile = file("passphrase", "open sesame\n");
    await (await opened(connect({ identities: [locked], passphraseFile }))).close();
    expect(await refusedBy(connect({ identities: [locked] }))).toMatchObject({ code: "key-encrypted", data: { passphraseGiven: false } });
    const wrong = file("wrong-passphrase", "wrong\n");
    expect(await refusedBy(connect({ identities: [locked], passphraseFile: wrong }))).toMatchObject({ code: "key-encrypted", data: { passphraseGiven: true } });
  });

  test("works by an agent, of which only the first keys are tried", async () => {
    const agent = await startAgent(join(sshd.folder, "agent"));
    for (let index = 0; index < 3; index += 1) {
      const other = join(sshd.folder, `other-${index}`);
      execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", other]);
      agent.add(other);
    }
    agent.add(sshd.identity);
    await (await opened(connect({ identities: [], agent: agent.socket }))).close();
    for (let index = 3; index < 9; index += 1) {
      const other = join(sshd.folder, `other-${index}`);
      execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", other]);
      agent.add(other);
    }
    // A named key comes first, so a full agent cannot crowd it out.
    await (await opened(connect({ agent: agent.socket }))).close();
    agent.stop();
  });

  test("is refused with another key, and says what was tried", async () => {
    const stranger = join(sshd.folder, "stranger");
    execFileSync("ssh-keygen", ["-q", "-t", "ecdsa", "-N", "", "-f", stranger]);
    expect(await refusedBy(connect({ identities: [stranger] }))).toMatchObject({ code: "login-refused", data: { tried: stranger } });
    expect(await refusedBy(connect({ identities: [] }))).toMatchObject({ code: "login-no-method" });
  });

  test("reads no key and no password that others can read, and contacts nobody then", async () => {
    const open = file("open-to-all", readFileSync(sshd.identity, "utf8"), 0o644);
    const options = { find: () => Promise.reject(new Error("was contacted")) };
    expect(await refusedBy(connect({ identities: [open] }, options))).toMatchObject({ code: "secret-file-open-to-others", data: { path: open } });
    expect(await refusedBy(connect({ passwordFile: open }, options))).toMatchObject({ code: "secret-file-open-to-others" });
    expect(await refusedBy(connect({ sudoPasswordFile: open }, options))).toMatchObject({ code: "secret-file-open-to-others" });
    expect(await refusedBy(connect({ identities: [join(sshd.folder, "none")] }, options))).toMatchObject({ code: "key-file-unreadable" });
  });

  test("names a key of a form that it cannot use", async () => {
    const pkcs8 = file("pkcs8", execFileSync("openssl", ["genpkey", "-algorithm", "ed25519"], { encoding: "utf8" }));
    expect(await refusedBy(connect({ identities: [pkcs8] }))).toMatchObject({ code: "key-unsupported", data: { form: "pkcs8" } });
    expect(await refusedBy(connect({ identities: [file("pub", readFileSync(`${sshd.identity}.pub`, "utf8"))] }))).toMatchObject({ code: "key-unsupported", data: { form: "public" } });
  });

  describe("with a host key that", () => {
    const knownHosts = (name: string, lines: string) => file(name, lines);
    const own = () => readFileSync(join(sshd.folder, "host.pub"), "utf8").split(" ").slice(0, 2).join(" ");
    const other = (type: string) => {
      const path = join(sshd.folder, `host-${type}`);
      if (!existsSync(path)) execFileSync("ssh-keygen", ["-q", "-t", type, "-N", "", "-f", path]);
      return readFileSync(`${path}.pub`, "utf8").split(" ").slice(0, 2).join(" ");
    };

    test("nobody knows stops, with the fingerprint, and is remembered nowhere", async () => {
      const problem = await refusedBy(connect({ hostKeyPin: null }));
      expect(problem).toMatchObject({ code: "host-key-unknown", data: { fingerprint: sshd.hostKey, type: "ssh-ed25519", host: "127.0.0.1", port: sshd.port } });
      expect(await refusedBy(connect({ hostKeyPin: null }))).toMatchObject({ code: "host-key-unknown" });
    });

    test("is not the pinned one stops", async () => {
      const hostKeyPin = `SHA256:${"A".repeat(43)}`;
      expect(await refusedBy(connect({ hostKeyPin }))).toMatchObject({ code: "host-key-changed", data: { fingerprint: sshd.hostKey, expected: hostKeyPin } });
    });

    test("a known_hosts file names is taken", async () => {
      const plain = knownHosts("kh-plain", `[127.0.0.1]:${sshd.port} ${own()} comment\n`);
      await (await opened(connect({ hostKeyPin: null, knownHosts: [plain] }))).close();
      execFileSync("ssh-keygen", ["-q", "-H", "-f", plain], { stdio: "ignore" });
      expect(readFileSync(plain, "utf8")).toMatch(/^\|1\|/);
      await (await opened(connect({ hostKeyPin: null, knownHosts: [plain] }))).close();
    });

    test("differs from the known one stops, of the same type or another", async () => {
      for (const type of ["ed25519", "ecdsa"]) {
        const path = knownHosts(`kh-${type}`, `[127.0.0.1]:${sshd.port} ${other(type)}\n`);
        expect(await refusedBy(connect({ hostKeyPin: null, knownHosts: [path] }))).toMatchObject({
          code: "host-key-changed",
          data: { fingerprint: sshd.hostKey, file: path, line: 1, revoked: false },
        });
      }
    });

    test("was revoked stops although another file knows it", async () => {
      const good = knownHosts("kh-good", `[127.0.0.1]:${sshd.port} ${own()}\n`);
      const revoked = knownHosts("kh-revoked", `@revoked * ${own()}\n`);
      expect(await refusedBy(connect({ hostKeyPin: null, knownHosts: [good, revoked] }))).toMatchObject({ code: "host-key-changed", data: { revoked: true } });
    });

    test("a person accepts is added to our own file and known from then on", async () => {
      const stateFolder = join(sshd.folder, "state-accept");
      const asked: string[] = [];
      const accept = async ({ fingerprint }: { readonly fingerprint: string }) => {
        asked.push(fingerprint);
        return asked.length > 1;
      };
      expect(await refusedBy(connect({ hostKeyPin: null }, { stateFolder, accept }))).toMatchObject({ code: "host-key-unknown" });
      await (await opened(connect({ hostKeyPin: null }, { stateFolder, accept }))).close();
      await (await opened(connect({ hostKeyPin: null }, { stateFolder }))).close();
      expect(asked).toEqual([sshd.hostKey, sshd.hostKey]);
      expect(readFileSync(join(stateFolder, "known_hosts"), "utf8")).toContain(own());
    });
  });

  test("takes host, port, user and key from an ssh_config file", async () => {
    const lines = ["Host lab", "  HostName 127.0.0.1", `  Port ${sshd.port}`, `  User ${sshd.user}`, `  IdentityFile ${sshd.identity}`, "Host far", "  ProxyJump bastion"];
    const sshConfig = file("ssh_config", `${lines.join("\n")}\n`);
    await (await opened(connect({ host: "lab", port: null, user: null, identities: [], sshConfig }))).close();
    expect(await refusedBy(connect({ host: "far", sshConfig }))).toMatchObject({ code: "host-unreachable", data: { why: "jump-host" } });
  });

  test.skipIf(missing !== null)("works by password, and a wrong one is refused", async () => {
    const right = file("password", `${OPS_PASSWORD}\n`);
    const connection = await opened(connect({ user: "ops", identities: [], passwordFile: right }));
    await connection.close();
    const wrong = file("wrong", "not it\n");
    expect(await refusedBy(connect({ user: "ops", identities: [], passwordFile: wrong }))).toMatchObject({ code: "login-refused" });
  });

  test("notices a link that died without a word", async () => {
    const relay = await startRelay(sshd.port);
    const waits = { connectMs: 5000, handshakeMs: 10_000, keepaliveMs: 200 };
    const find = async () => [{ address: "127.0.0.1", port: relay.port }];
    const connection = await opened(connect({}, { find, waits }));
    relay.freeze();
    expect(await connection.run("stat", { path: "/etc" })).toMatchObject({ ok: false, error: { code: "connection-lost" } });
    await connection.close();
    relay.stop();
  });

  describe.skipIf(missing !== null)("and becoming root", () => {
    const stat = async (connection: HostConnection) => {
      const result = await connection.run("stat", { path: "/etc/shadow" });
      await connection.close();
      return result.ok ? result.value.entry?.kind : result.error.code;
    };

    test("needs nothing as root, and no password where sudo asks for none", async () => {
      expect(await stat(await opened(connect({ user: "root" })))).toBe("file");
      expect(await stat(await opened(connect({ user: "admin" })))).toBe("file");
    });

    test("sends the password where sudo asks for it", async () => {
      const sudoPasswordFile = file("sudo", `${OPS_PASSWORD}\n`);
      const connection = await opened(connect({ user: "ops", sudoPasswordFile }));
      const written = await connection.run("write-file", { run: "sudo-1", path: "/srv/by-ops", content: "line\nline\n", mode: "0644", owner: "root" });
      expect(written).toMatchObject({ ok: true });
      expect(await connection.run("read-file", { path: "/srv/by-ops" })).toEqual({ ok: true, value: { content: "line\nline\n" } });
      expect(await stat(connection)).toBe("file");
    });

    test("is refused with a wrong password, once, and nothing was done", async () => {
      const sudoPasswordFile = file("sudo-wrong", "wrong\n");
      const connection = await opened(connect({ user: "ops", sudoPasswordFile }));
      const written = await connection.run("write-file", { run: "sudo-2", path: "/srv/never", content: "x", mode: "0644", owner: "root" });
      expect(written).toMatchObject({ ok: false, error: { code: "sudo-refused", data: { why: "password" } } });
      await connection.close();
      expect(sshd.inside("ls /srv")).not.toContain("never");
    });

    test("says that a password is needed where none was given", async () => {
      expect(await stat(await opened(connect({ user: "ops" })))).toBe("sudo-password-needed");
    });

    test("is refused where sudo does not know the user", async () => {
      sshd.inside("echo 'nobody2:x:4003:4003::/tmp:/bin/sh' >> /etc/passwd; echo \"$(sed -n 's/^ops:/nobody2:/p' /etc/shadow)\" >> /etc/shadow");
      const sudoPasswordFile = file("sudo-other", `${OPS_PASSWORD}\n`);
      expect(await stat(await opened(connect({ user: "nobody2", sudoPasswordFile })))).toBe("sudo-refused");
    });
  });
});

test.skipIf(!hasSshd)("an sshd that shares no algorithm is named as that", async () => {
  const sshd = await startSshd(["KexAlgorithms sntrup761x25519-sha512@openssh.com"]);
  const login = { ...plainLogin({ host: "127.0.0.1", user: "root", port: sshd.port }), identities: [sshd.identity], agent: "none", sshConfig: "none", hostKeyPin: sshd.hostKey };
  const hosts = createHosts({ host: login, web: null, stateFolder: sshd.folder, home: sshd.folder });
  expect(await refusedBy(hosts.connect("host"))).toMatchObject({ code: "ssh-no-common-algorithm", evidence: expect.stringContaining("key exchange") });
  await sshd.stop();
});

describe("a host that is not there as it should be", () => {
  const servers: Server[] = [];
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const server of servers.splice(0)) server.close();
  });
  const serve = async (answer: (socket: Socket) => void): Promise<number> => {
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on("error", () => {});
      answer(socket);
    }).listen(0, "127.0.0.1");
    servers.push(server);
    await once(server, "listening");
    return (server.address() as { port: number }).port;
  };
  const connect = (port: number, waits = { connectMs: 500, handshakeMs: 700, keepaliveMs: 1000 }) => {
    const login = { ...plainLogin({ host: "127.0.0.1", user: "root", port }), agent: "none", sshConfig: "none" };
    const home = join(import.meta.dirname, "no-home");
    return createHosts({ host: login, web: null, stateFolder: home, home, waits }).connect("host");
  };

  test("refuses", async () => {
    const port = await serve(() => {});
    servers.splice(0).forEach((server) => server.close());
    expect(await refusedBy(connect(port))).toMatchObject({ code: "host-unreachable", data: { why: "refused", port } });
  });

  test("says nothing", async () => {
    expect(await refusedBy(connect(await serve(() => {})))).toMatchObject({ code: "host-hangs" });
  });

  test("drips its greeting without end", async () => {
    const port = await serve((socket) => {
      const timer = setInterval(() => socket.write("a"), 20);
      socket.on("close", () => clearInterval(timer));
    });
    expect(await refusedBy(connect(port))).toMatchObject({ code: "host-hangs" });
  });

  test("speaks something else", async () => {
    const port = await serve((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    expect(await refusedBy(connect(port))).toMatchObject({ code: "host-unreachable" });
  });

  test("hangs up at once", async () => {
    expect(await refusedBy(connect(await serve((socket) => socket.destroy())))).toMatchObject({ code: "host-unreachable" });
  });

  test("has no address", async () => {
    const login = { ...plainLogin({ host: "no.such.invalid", user: "root", port: 22 }), agent: "none", sshConfig: "none" };
    const hosts = createHosts({ host: login, web: null, stateFolder: "none", home: "none", find: async () => [] });
    expect(await refusedBy(hosts.connect("host"))).toMatchObject({ code: "host-unreachable", data: { why: "no-address" } });
  });
});

async function opened(connecting: Promise<Result<HostConnection, Problem>>): Promise<HostConnection> {
  const result = await connecting;
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function refusedBy(connecting: Promise<Result<HostConnection, Problem>>): Promise<Problem> {
  const result = await connecting;
  if (result.ok) {
    await result.value.close();
    throw new Error("the login was not refused");
  }
  return result.error;
}

interface TestAgent {
  readonly socket: string;
  add(key: string): void;
  stop(): void;
}

async function startAgent(folder: string): Promise<TestAgent> {
  mkdirSync(folder, { recursive: true });
  const socket = join(folder, "socket");
  const child = spawn("ssh-agent", ["-D", "-a", socket], { stdio: "ignore" });
  for (let tries = 0; tries < 100 && !existsSync(socket); tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  return {
    socket,
    add: (key) => execFileSync("ssh-add", ["-q", key], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: "ignore" }),
    stop: () => child.kill(),
  };
}

interface Relay {
  readonly port: number;
  /** From now on nothing passes, and nobody is told. */
  freeze(): void;
  stop(): void;
}

async function startRelay(to: number): Promise<Relay> {
  const pairs: Socket[] = [];
  let isFrozen = false;
  const server = createServer((socket) => {
    const other = connectTcp(to, "127.0.0.1");
    pairs.push(socket, other);
    for (const [from, into] of [[socket, other], [other, socket]] as const) {
      from.on("data", (bytes) => isFrozen || into.write(bytes)).on("error", () => {});
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as { port: number }).port,
    freeze: () => {
      isFrozen = true;
    },
    stop: () => {
      pairs.forEach((socket) => socket.destroy());
      server.close();
    },
  };
}
