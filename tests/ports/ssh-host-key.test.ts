import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HostsOptions } from "../../electron/adapters/ssh-hosts.ts";
import type { Login } from "../../electron/adapters/ssh-login.ts";
import { connectTo, fileOf, opened, refusedBy } from "./ssh-tools.ts";
import { canRunSshd, startSshd, type Sshd } from "./sshd.ts";

describe.skipIf(!canRunSshd())("a host key that", () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd.stop());
  const connect = (changes: Partial<Login> = {}, options: Partial<HostsOptions> = {}) =>
    connectTo(sshd, changes, options);
  const file = (name: string, content: string, mode = 0o600) => fileOf(sshd, name, content, mode);

  const knownHosts = (name: string, lines: string) => file(name, lines);
  const own = () =>
    readFileSync(join(sshd.folder, "host.pub"), "utf8").split(" ").slice(0, 2).join(" ");
  const other = (type: string) => {
    const path = join(sshd.folder, `host-${type}`);
    if (!existsSync(path)) execFileSync("ssh-keygen", ["-q", "-t", type, "-N", "", "-f", path]);
    return readFileSync(`${path}.pub`, "utf8").split(" ").slice(0, 2).join(" ");
  };

  test("nobody knows stops, with the fingerprint, and is remembered nowhere", async () => {
    const problem = await refusedBy(connect({ hostKeyPin: null }));
    expect(problem).toMatchObject({
      code: "host-key-unknown",
      data: {
        fingerprint: sshd.hostKey,
        type: "ssh-ed25519",
        host: "127.0.0.1",
        port: sshd.port,
      },
    });
    expect(await refusedBy(connect({ hostKeyPin: null }))).toMatchObject({
      code: "host-key-unknown",
    });
  });

  test("is not the pinned one stops", async () => {
    const hostKeyPin = `SHA256:${"A".repeat(43)}`;
    expect(await refusedBy(connect({ hostKeyPin }))).toMatchObject({
      code: "host-key-not-as-given",
      data: { fingerprint: sshd.hostKey, expected: hostKeyPin },
    });
  });

  test("is pinned may be of any kind that the host has", async () => {
    other("rsa");
    const twoKeys = await startSshd([`HostKey ${join(sshd.folder, "host-rsa")}`]);
    const [, rsaKey = ""] = execFileSync("ssh-keygen", ["-lf", join(sshd.folder, "host-rsa.pub")], {
      encoding: "utf8",
    }).split(" ");
    const connection = await opened(connectTo(twoKeys, { hostKeyPin: rsaKey }));
    expect(connection.hostKey).toBe(rsaKey);
    await connection.close();
    const strange = connectTo(twoKeys, { hostKeyPin: `SHA256:${"B".repeat(43)}` });
    expect(await refusedBy(strange)).toMatchObject({ code: "host-key-not-as-given" });
    await twoKeys.stop();
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
        data: { fingerprint: sshd.hostKey, file: path, line: 1 },
      });
    }
  });

  test("was revoked stops although another file knows it", async () => {
    const good = knownHosts("kh-good", `[127.0.0.1]:${sshd.port} ${own()}\n`);
    const revoked = knownHosts("kh-revoked", `@revoked * ${own()}\n`);
    expect(
      await refusedBy(connect({ hostKeyPin: null, knownHosts: [good, revoked] })),
    ).toMatchObject({ code: "host-key-revoked", data: { file: revoked, line: 1 } });
  });

  test("was revoked stops although it is the pinned one", async () => {
    const revoked = knownHosts("kh-revoked-pin", `@revoked * ${own()}\n`);
    expect(await refusedBy(connect({ knownHosts: [revoked] }))).toMatchObject({
      code: "host-key-revoked",
      data: { fingerprint: sshd.hostKey },
    });
  });

  test("was pinned once is added to our own file, once, and known from then on", async () => {
    const stateFolder = join(sshd.folder, "state-pinned");
    for (const hostKeyPin of [sshd.hostKey, sshd.hostKey, null])
      await (await opened(connect({ hostKeyPin }, { stateFolder }))).close();
    expect(readFileSync(join(stateFolder, "known_hosts"), "utf8").trim().split("\n")).toEqual([
      `[127.0.0.1]:${sshd.port} ${own()}`,
    ]);
  });

  test("differs from the known one is taken where it is pinned, and the old line stays", async () => {
    const stateFolder = join(sshd.folder, "state-differs");
    const path = knownHosts("kh-differs", `[127.0.0.1]:${sshd.port} ${other("ecdsa")}\n`);
    await (await opened(connect({ knownHosts: [path] }, { stateFolder }))).close();
    expect(existsSync(join(stateFolder, "known_hosts"))).toBe(false);
  });

  test("a person accepts is added to our own file and known from then on", async () => {
    const stateFolder = join(sshd.folder, "state-accept");
    const asked: string[] = [];
    const accept = async ({ fingerprint }: { readonly fingerprint: string }) => {
      asked.push(fingerprint);
      return asked.length > 1;
    };
    expect(await refusedBy(connect({ hostKeyPin: null }, { stateFolder, accept }))).toMatchObject({
      code: "host-key-unknown",
    });
    await (await opened(connect({ hostKeyPin: null }, { stateFolder, accept }))).close();
    await (await opened(connect({ hostKeyPin: null }, { stateFolder }))).close();
    expect(asked).toEqual([sshd.hostKey, sshd.hostKey]);
    expect(readFileSync(join(stateFolder, "known_hosts"), "utf8")).toContain(own());
  });
});
