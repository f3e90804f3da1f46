import { chmodSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readFields } from "../../../electron/adapters/ssh-answer.ts";
import { resolveTarget } from "../../../electron/adapters/ssh-config-file.ts";
import {
  describeTarget,
  parseLoginTarget,
  plainLogin,
} from "../../../electron/adapters/ssh-login.ts";
import { createSecretReader } from "../../../electron/adapters/ssh-secret-file.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "homeport-login-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

describe("a login on the command line", () => {
  test.each([
    ["one.example", { user: null, host: "one.example", port: null }],
    ["root@one.example", { user: "root", host: "one.example", port: null }],
    ["root@one.example:2222", { user: "root", host: "one.example", port: 2222 }],
    ["192.0.2.1:22", { user: null, host: "192.0.2.1", port: 22 }],
    ["a@[2001:db8::1]:22", { user: "a", host: "2001:db8::1", port: 22 }],
    ["2001:db8::1", { user: null, host: "2001:db8::1", port: null }],
    ["my_alias", { user: null, host: "my_alias", port: null }],
  ])("%s is read", (text, expected) => {
    expect(parseLoginTarget(text)).toEqual(expected);
  });

  test.each([
    "",
    "a b",
    "@host",
    "user@",
    "host:0",
    "host:65536",
    "host:x",
    "-oProxyCommand=x",
    "a@-x",
    "host:22:22",
  ])("%j is none", (text) => {
    expect(parseLoginTarget(text)).toBeNull();
  });

  test("is shown with user and port, and IPv6 in brackets", () => {
    expect(describeTarget({ user: "root", host: "2001:db8::1", port: 22 })).toBe(
      "root@[2001:db8::1]:22",
    );
  });
});

describe("an ssh_config file", () => {
  const base = { host: "lab", user: null, port: null };
  const resolve = (text: string, changes = {}) =>
    resolveTarget({ ...plainLogin(base), sshConfig: file("config", text), ...changes }, "/home/me");

  test("decides what the command line leaves open", () => {
    const text =
      "Host lab\n  hostname %h.example\n  User admin\n  Port 2222\n  IdentityFile ~/.ssh/lab\n  IdentityFile /keys/b\nHost *\n  User nobody\n";
    expect(resolve(text)).toEqual({
      ok: true,
      value: {
        alias: "lab",
        host: "lab.example",
        port: 2222,
        user: "admin",
        identities: ["/home/me/.ssh/lab", "/keys/b"],
      },
    });
    expect(resolve(text, { user: "root", port: 22, identities: ["/k"] })).toMatchObject({
      value: { port: 22, user: "root", identities: ["/k"] },
    });
  });

  test("with a jump host is refused, not ignored", () => {
    for (const line of ["ProxyJump bastion", "ProxyCommand nc %h %p"]) {
      expect(resolve(`Host lab\n  ${line}\n`)).toMatchObject({
        ok: false,
        error: { code: "host-unreachable", data: { why: "jump-host" } },
      });
    }
    expect(resolve("Host lab\n  ProxyJump none\n")).toMatchObject({ ok: true });
  });

  test("that is not there is a problem when it was named, and none otherwise", () => {
    expect(
      resolveTarget({ ...plainLogin(base), sshConfig: join(folder, "absent") }, folder),
    ).toMatchObject({ error: { code: "input-file-bad" } });
    expect(resolveTarget({ ...plainLogin(base), user: "u" }, folder)).toEqual({
      ok: true,
      value: { alias: "lab", host: "lab", port: 22, user: "u", identities: [] },
    });
  });
});

const OPTION = "--web-password-file";

describe("a secret's file", () => {
  test("gives its text without the last line end", () => {
    expect(createSecretReader()(file("secret", " pass word \r\n"), OPTION)).toEqual({
      ok: true,
      value: " pass word ",
    });
  });

  test.each([0o640, 0o604, 0o620, 0o666])("with mode %o is not read", (mode) => {
    expect(createSecretReader()(file(`open-${mode}`, "x", mode), OPTION)).toMatchObject({
      ok: false,
      error: { code: "secret-file-open-to-others", data: { option: OPTION } },
    });
  });

  test("may be an open descriptor, and is read once", () => {
    const descriptor = openSync(file("once", "from a pipe\n"), "r");
    const read = createSecretReader();
    expect(read(`/dev/fd/${descriptor}`, OPTION)).toEqual({ ok: true, value: "from a pipe" });
    expect(read(`/dev/fd/${descriptor}`, OPTION)).toEqual({ ok: true, value: "from a pipe" });
  });

  test("that is absent is a problem with its path and the option that named it", () => {
    const path = join(folder, "absent");
    expect(createSecretReader()(path, OPTION)).toMatchObject({
      ok: false,
      error: { code: "key-file-unreadable", data: { path, option: OPTION } },
    });
  });
});

describe("what a host prints", () => {
  const begin = "homeport-begin\n";
  test("is read between its two marks, noise of a login shell aside", () => {
    const text = `Welcome!\nfoo=bar\n${begin}kind=file\ncontent:w6TCtQo=\nempty:\nhomeport-end\nbye=1\n`;
    expect(readFields(text)).toEqual([
      ["kind", "file"],
      ["content", "äµ\n"],
      ["empty", ""],
    ]);
  });

  test.each([
    "",
    `${begin}a=b\n`,
    "a=b\nhomeport-end\n",
    `${begin}no field\nhomeport-end\n`,
    `${begin}a:not base64!\nhomeport-end\n`,
  ])("is no answer: %j", (text) => {
    expect(readFields(text)).toBeNull();
  });
});
