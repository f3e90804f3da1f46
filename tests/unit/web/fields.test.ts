import { expect, test } from "vitest";
import {
  areGiven,
  fieldsFor,
  isFolder,
  isMachine,
  isPort,
  methodsFor,
  noteTyped,
  secretWanted,
  typedBefore,
} from "../../../renderer/stations/login-fields.ts";
import { problem } from "../../../shared/problems/problem.ts";
import { isTaken, withAnswer } from "../../../renderer/stations/question-list.ts";

test.each(["443", " 8448 ", "1", "65535"])("%j is a port", (text) => {
  expect(isTaken("port", text)).toBe(true);
  expect(isPort({ port: text })).toBe(true);
  expect(withAnswer({}, "port", text)).toEqual({ port: Number(text) });
});

test.each(["99999x", "0", "65536", "4.5", "1e3", "-1"])("%j is no port", (text) => {
  expect(isTaken("port", text)).toBe(false);
  expect(isPort({ port: text })).toBe(false);
  expect(withAnswer({ port: 443 }, "port", text)).toEqual({ port: 443 });
});

test("no port at all means the usual one at a login, and is no answer to a question", () => {
  expect(isPort({ port: "" })).toBe(true);
  expect(isTaken("port", "")).toBe(false);
});

test.each([
  "matrix.one.example",
  " vps-2 ",
  "my_alias",
  "192.0.2.1",
  "2001:db8::1",
  "[2001:db8::1]",
])("%j can be a machine", (host) => {
  expect(isMachine({ host })).toBe(true);
});

test.each(["", "a b", "ssh://x", "root@one.example", "one.example:22", "one/two"])(
  "%j names no machine",
  (host) => {
    expect(isMachine({ host })).toBe(false);
  },
);

test("a login to the website's machine needs the whole path of a folder", () => {
  const fields = { ...fieldsFor(null, undefined, false), host: "web.example" };
  expect(areGiven("host", fields)).toBe(true);
  expect(areGiven("web", fields)).toBe(false);
  for (const root of ["var/www", "~/www", "/var\n/www", ""]) expect(isFolder({ root })).toBe(false);
  expect(areGiven("web", { ...fields, root: " /var/www/html " })).toBe(true);
});

test("a login by key file waits for a file with a key in it", () => {
  const fields = {
    ...fieldsFor(null, undefined, false),
    host: "x.example",
    method: "key",
  } as const;
  expect(areGiven("host", fields)).toBe(false);
  expect(areGiven("host", { ...fields, key: " \n", keyName: "id_rsa" })).toBe(false);
  expect(areGiven("host", { ...fields, key: "-----BEGIN", keyName: "id_rsa" })).toBe(true);
});

test("an SSH agent is offered where one is there, or was chosen before", () => {
  expect(methodsFor(true, { method: "auto" })).toContain("agent");
  expect(methodsFor(false, { method: "auto" })).not.toContain("agent");
  expect(methodsFor(false, { method: "agent" })).toContain("agent");
});

test.each([
  ["key-encrypted", {}, "passphrase"],
  ["login-refused", { locked: "/home/me/.ssh/id_rsa" }, "passphrase"],
  ["login-refused", {}, null],
  ["sudo-password-wrong", {}, "sudo"],
] as const)("after %s with %j, %j is asked for", (code, data, wanted) => {
  expect(secretWanted(problem(code, data))).toBe(wanted);
});

test.each(["https://x.example", "a b", "_x.example", "", "x..example", "192.0.2.1"])(
  "%j is no name of the machine that others are sent to",
  (text) => {
    expect(isTaken("delegatedName", text)).toBe(false);
    expect(withAnswer({ delegatedName: "m.example" }, "delegatedName", text)).toEqual({
      delegatedName: "m.example",
    });
  },
);

test("the name of a machine is taken without blanks around it", () => {
  expect(withAnswer({}, "delegatedName", " matrix.one.example ")).toEqual({
    delegatedName: "matrix.one.example",
  });
});

test("what was typed for a login is found again for the same server alone, and holds no secret", () => {
  const typed = { ...fieldsFor(null, undefined, false), host: "vps-2", port: "2222", root: "/srv" };
  const fields = { ...typed, password: "hunter2", key: "PRIVATE", passphrase: "p4ss" };
  const memory = noteTyped({ era: "1.0" }, "web", { name: "one.example", fields });
  expect(JSON.stringify(memory)).not.toMatch(/hunter2|PRIVATE|p4ss/);
  expect(memory["era"]).toBe("1.0");
  const found = { host: "vps-2", port: "2222", user: "", root: "/srv" };
  expect(typedBefore(memory, "web", "one.example")).toEqual(found);
  expect(typedBefore(memory, "host", "one.example")).toEqual({});
  expect(typedBefore(memory, "web", "two.example")).toEqual({});
  expect(typedBefore(memory, "web", null)).toEqual({});
});
