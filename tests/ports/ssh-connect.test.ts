import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HostsOptions } from "../../electron/adapters/ssh-hosts.ts";
import type { Login } from "../../electron/adapters/ssh-login.ts";
import { connectTo, fileOf, opened, refusedBy, startAgent, startRelay } from "./ssh-tools.ts";
import { canRunSshd, OPS_PASSWORD, startSshd, whyNoPrivateSshd, type Sshd } from "./sshd.ts";

describe.skipIf(!canRunSshd())("logging in to a real sshd", () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd.stop());
  const connect = (changes: Partial<Login> = {}, options: Partial<HostsOptions> = {}) =>
    connectTo(sshd, changes, options);
  const file = (name: string, content: string, mode = 0o600) => fileOf(sshd, name, content, mode);

  const freshKey = (name: string): string => {
    const path = join(sshd.folder, name);
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path]);
    return path;
  };

  test("works by key file, and tells the key of the host", async () => {
    const connection = await opened(connect());
    expect({ hostKey: connection.hostKey, user: connection.user }).toEqual({
      hostKey: sshd.hostKey,
      user: sshd.user,
    });
    await connection.close();
  });

  test("works by a key with a passphrase, and names what is wrong without it or with another", async () => {
    const locked = join(sshd.folder, "locked");
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "open sesame", "-f", locked]);
    appendFileSync(join(sshd.folder, "authorized_keys"), readFileSync(`${locked}.pub`));
    const passphraseFile = file("passphrase", "open sesame\n");
    await (await opened(connect({ identities: [locked], passphraseFile }))).close();
    expect(await refusedBy(connect({ identities: [locked] }))).toMatchObject({
      code: "key-encrypted",
    });
    const wrong = file("wrong-passphrase", "wrong\n");
    expect(await refusedBy(connect({ identities: [locked], passphraseFile: wrong }))).toMatchObject(
      { code: "key-passphrase-wrong", data: { path: locked } },
    );
  });

  test("names the private key where its public half was given, and what is no key at all", async () => {
    for (const mode of [0o644, 0o600]) {
      const half = file("half.pub", readFileSync(`${sshd.identity}.pub`, "utf8"), mode);
      expect(await refusedBy(connect({ identities: [half] }))).toMatchObject({
        code: "key-public",
        data: { path: half, beside: half.slice(0, -4) },
      });
    }
    const note = file("note", "remember the milk\n", 0o644);
    expect(await refusedBy(connect({ identities: [note] }))).toMatchObject({
      code: "key-unsupported",
    });
    const open = file("open", readFileSync(sshd.identity, "utf8"), 0o644);
    expect(await refusedBy(connect({ identities: [open] }))).toMatchObject({
      code: "secret-file-open-to-others",
    });
  });

  test("works by an agent", async () => {
    const agent = await startAgent(join(sshd.folder, "agent"));
    for (const name of ["agent-1", "agent-2", "agent-3"]) agent.add(freshKey(name));
    agent.add(sshd.identity);
    const connection = await opened(connect({ identities: [], agent: agent.socket }));
    expect(connection.hostKey).toBe(sshd.hostKey);
    await connection.close();
    agent.stop();
  });

  test("tries only so many keys of an agent that the named one is not crowded out", async () => {
    const agent = await startAgent(join(sshd.folder, "full-agent"));
    for (let index = 0; index < 9; index += 1) agent.add(freshKey(`full-${index}`));
    const connection = await opened(connect({ agent: agent.socket }));
    expect(connection.hostKey).toBe(sshd.hostKey);
    await connection.close();
    expect(await refusedBy(connect({ identities: [], agent: agent.socket }))).toMatchObject({
      code: "login-refused",
      data: { tried: "agent" },
    });
    agent.stop();
  });

  test("is refused with another key, and says what was tried", async () => {
    const stranger = freshKey("stranger");
    expect(await refusedBy(connect({ identities: [stranger] }))).toMatchObject({
      code: "login-refused",
      data: { tried: stranger },
    });
    expect(await refusedBy(connect({ identities: [] }))).toMatchObject({ code: "login-no-method" });
  });

  test("reads no key and no password that others can read, and contacts nobody then", async () => {
    const open = file("open-to-all", readFileSync(sshd.identity, "utf8"), 0o644);
    const options = { find: () => Promise.reject(new Error("was contacted")) };
    expect(await refusedBy(connect({ identities: [open] }, options))).toMatchObject({
      code: "secret-file-open-to-others",
      data: { path: open, option: "--identity" },
    });
    expect(await refusedBy(connect({ passwordFile: open }, options))).toMatchObject({
      code: "secret-file-open-to-others",
      data: { option: "--password-file" },
    });
    expect(await refusedBy(connect({ sudoPasswordFile: open }, options))).toMatchObject({
      code: "secret-file-open-to-others",
      data: { option: "--sudo-password-file" },
    });
    const none = join(sshd.folder, "none");
    expect(await refusedBy(connect({ identities: [none] }, options))).toMatchObject({
      code: "key-file-unreadable",
      data: { option: "--identity" },
    });
    expect(await refusedBy(connect({ passphraseFile: none }, options))).toMatchObject({
      code: "key-file-unreadable",
      data: { option: "--passphrase-file" },
    });
  });

  test("names a key of a form that it cannot use", async () => {
    const pkcs8 = file(
      "pkcs8",
      execFileSync("openssl", ["genpkey", "-algorithm", "ed25519"], { encoding: "utf8" }),
    );
    expect(await refusedBy(connect({ identities: [pkcs8] }))).toMatchObject({
      code: "key-unsupported",
      data: { form: "pkcs8" },
    });
  });

  test("takes host, port, user and key from an ssh_config file", async () => {
    const lines = [
      "Host lab",
      "  HostName 127.0.0.1",
      `  Port ${sshd.port}`,
      `  User ${sshd.user}`,
      `  IdentityFile ${sshd.identity}`,
      "Host far",
      "  ProxyJump bastion",
    ];
    const sshConfig = file("ssh_config", `${lines.join("\n")}\n`);
    await (
      await opened(connect({ host: "lab", port: null, user: null, identities: [], sshConfig }))
    ).close();
    expect(await refusedBy(connect({ host: "far", sshConfig }))).toMatchObject({
      code: "host-unreachable",
      data: { why: "jump-host" },
    });
  });

  test.skipIf(whyNoPrivateSshd() !== null)(
    "works by password, and a wrong one is refused",
    async () => {
      const right = file("password", `${OPS_PASSWORD}\n`);
      const connection = await opened(
        connect({ user: "ops", identities: [], passwordFile: right }),
      );
      await connection.close();
      const wrong = file("wrong", "not it\n");
      expect(
        await refusedBy(connect({ user: "ops", identities: [], passwordFile: wrong })),
      ).toMatchObject({ code: "login-refused" });
    },
  );

  test("notices a link that died without a word", async () => {
    const relay = await startRelay(sshd.port);
    const waits = { connectMs: 5000, handshakeMs: 10_000, keepaliveMs: 200 };
    const find = async () => [{ address: "127.0.0.1", port: relay.port }];
    const connection = await opened(connect({}, { find, waits }));
    relay.freeze();
    expect(await connection.run("stat", { path: "/etc" })).toMatchObject({
      ok: false,
      error: { code: "connection-lost" },
    });
    await connection.close();
    relay.stop();
  });
});
