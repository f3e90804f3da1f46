import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HostConnection } from "../../electron/engine/host-operations.ts";
import type { HostsOptions } from "../../electron/adapters/ssh-hosts.ts";
import type { Login } from "../../electron/adapters/ssh-login.ts";
import { connectTo, fileOf, opened } from "./ssh-tools.ts";
import { OPS_PASSWORD, startSshd, whyNoPrivateSshd, type Sshd } from "./sshd.ts";

describe.skipIf(whyNoPrivateSshd() !== null)("becoming root", () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd.stop());
  const connect = (changes: Partial<Login> = {}, options: Partial<HostsOptions> = {}) =>
    connectTo(sshd, changes, options);
  const file = (name: string, content: string, mode = 0o600) => fileOf(sshd, name, content, mode);

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
    const written = await connection.run("write-file", {
      run: "sudo-1",
      path: "/srv/by-ops",
      content: "line\nline\n",
      mode: "0644",
      owner: "root",
    });
    expect(written).toMatchObject({ ok: true });
    expect(await connection.run("read-file", { path: "/srv/by-ops" })).toEqual({
      ok: true,
      value: { content: "line\nline\n" },
    });
    expect(await stat(connection)).toBe("file");
  });

  test("is refused with a wrong password, once, and nothing was done", async () => {
    const sudoPasswordFile = file("sudo-wrong", "wrong\n");
    const connection = await opened(connect({ user: "ops", sudoPasswordFile }));
    const written = await connection.run("write-file", {
      run: "sudo-2",
      path: "/srv/never",
      content: "x",
      mode: "0644",
      owner: "root",
    });
    expect(written).toMatchObject({
      ok: false,
      error: { code: "sudo-password-wrong", data: { user: "ops" } },
    });
    await connection.close();
    expect(sshd.inside("ls /srv")).not.toContain("never");
  });

  test("says that a password is needed where none was given", async () => {
    expect(await stat(await opened(connect({ user: "ops" })))).toBe("sudo-password-needed");
  });

  test("is refused where sudo does not know the user", async () => {
    sshd.inside(
      "echo 'nobody2:x:4003:4003::/tmp:/bin/sh' >> /etc/passwd; echo \"$(sed -n 's/^ops:/nobody2:/p' /etc/shadow)\" >> /etc/shadow",
    );
    const sudoPasswordFile = file("sudo-other", `${OPS_PASSWORD}\n`);
    expect(await stat(await opened(connect({ user: "nobody2", sudoPasswordFile })))).toBe(
      "sudo-refused",
    );
  });
});
