import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  judgeHostKey,
  knownHostLine,
  knownHostName,
  knownTypes,
  matchesHost,
  parseKnownHosts,
} from "../../../electron/adapters/ssh-known-hosts.ts";
import "../../setup/seed.ts";

const KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIKeyKeyKeyKeyKeyKeyKeyKeyKeyKeyKeyKeyKey0";
const OTHER = "AAAAC3NzaC1lZDI1NTE5AAAAIOtherOtherOtherOtherOtherOtherOtherOther";
const TYPE = "ssh-ed25519";

function judge(text: string, host: string, port = 22, type = TYPE, key = KEY) {
  return judgeHostKey(parseKnownHosts(text, "known_hosts"), host, port, type, key).kind;
}

function hashed(name: string): string {
  const salt = Buffer.from("twenty bytes of salt");
  return `|1|${salt.toString("base64")}|${createHmac("sha1", salt).update(name).digest("base64")}`;
}

describe("a line of known_hosts", () => {
  test("is read with its marker and place; what is none is left out", () => {
    const text = `# comment\n\n@revoked * ${TYPE} ${OTHER}\none.example,192.0.2.1 ${TYPE} ${KEY} a comment\nnot a line\n@unknown x ${TYPE} ${KEY}\n`;
    expect(parseKnownHosts(text, "f")).toEqual([
      { marker: "revoked", hosts: "*", type: TYPE, key: OTHER, file: "f", line: 3 },
      { marker: null, hosts: "one.example,192.0.2.1", type: TYPE, key: KEY, file: "f", line: 4 },
    ]);
  });

  test.each([
    ["one.example", "one.example", 22, true],
    ["ONE.example", "one.EXAMPLE", 22, true],
    ["one.example", "two.example", 22, false],
    ["a,one.example,b", "one.example", 22, true],
    ["*.example", "one.example", 22, true],
    ["*.example", "example", 22, false],
    ["one.exampl?", "one.example", 22, true],
    ["*.example,!one.example", "one.example", 22, false],
    ["*.example,!one.example", "two.example", 22, true],
    ["!one.example", "two.example", 22, false],
    ["one.example", "one.example", 2222, false],
    ["[one.example]:2222", "one.example", 2222, true],
    ["[one.example]:2222", "one.example", 22, false],
    ["[*]:2222", "one.example", 2222, true],
    ["2001:db8::1", "2001:db8::1", 22, true],
    ["[2001:db8::1]:2222", "2001:db8::1", 2222, true],
    [hashed("one.example"), "one.example", 22, true],
    [hashed("[one.example]:2222"), "one.example", 2222, true],
    [hashed("one.example"), "two.example", 22, false],
    ["|1|broken", "one.example", 22, false],
    ["|2|x|y", "one.example", 22, false],
  ])("%s is for %s port %d: %s", (hosts, host, port, expected) => {
    const [line] = parseKnownHosts(`${hosts} ${TYPE} ${KEY}\n`, "f");
    if (line === undefined) throw new Error("the line was not read");
    expect(matchesHost(line, knownHostName(host, port))).toBe(expected);
  });
});

describe("a host key", () => {
  test("that stands there is known, also for the host without its port", () => {
    expect(judge(`one.example ${TYPE} ${KEY}`, "one.example")).toBe("known");
    expect(judge(`one.example ${TYPE} ${KEY}`, "one.example", 2222)).toBe("known");
    expect(judge(`one.example ${TYPE} ${OTHER}\none.example ${TYPE} ${KEY}`, "one.example")).toBe(
      "known",
    );
  });

  test("beside a known one has changed, whatever its type", () => {
    expect(judge(`one.example ${TYPE} ${OTHER}`, "one.example")).toBe("changed");
    expect(judge(`one.example ssh-rsa ${OTHER}`, "one.example")).toBe("changed");
  });

  test("that was revoked is refused before all else", () => {
    expect(judge(`one.example ${TYPE} ${KEY}\n@revoked * ${TYPE} ${KEY}`, "one.example")).toBe(
      "revoked",
    );
    expect(judge(`one.example ${TYPE} ${KEY}\n@revoked * ${TYPE} ${OTHER}`, "one.example")).toBe(
      "known",
    );
  });

  test("of a host that nobody knows is unknown, and a certificate authority is said to be there", () => {
    expect(judge("", "one.example")).toBe("unknown");
    expect(judge(`two.example ${TYPE} ${KEY}`, "one.example")).toBe("unknown");
    const known = parseKnownHosts(`@cert-authority *.example ${TYPE} ${KEY}`, "f");
    expect(judgeHostKey(known, "one.example", 22, TYPE, KEY)).toEqual({
      kind: "unknown",
      authority: true,
    });
  });

  test("of another host's line never counts", () => {
    expect(judge(`one.example ${TYPE} ${OTHER}`, "one.example", 2222)).toBe("unknown");
  });

  test("written down is known from then on", () => {
    fc.assert(
      fc.property(fc.domain(), fc.integer({ min: 1, max: 65535 }), (host, port) => {
        expect(judge(knownHostLine(host, port, TYPE, KEY), host, port)).toBe("known");
        expect(judge(knownHostLine(host, port, TYPE, OTHER), host, port)).toBe("changed");
      }),
    );
  });
});

test("the types known for a host are those of its plain lines", () => {
  const text = `one.example ssh-rsa ${OTHER}\n@revoked one.example ${TYPE} ${KEY}\ntwo.example ecdsa-sha2-nistp256 ${KEY}`;
  expect(knownTypes(parseKnownHosts(text, "f"), "one.example", 2222)).toEqual(["ssh-rsa"]);
});

test("a long pattern takes no long time", () => {
  const [line] = parseKnownHosts(`${"*a".repeat(100)} ${TYPE} ${KEY}`, "f");
  if (line === undefined) throw new Error("the line was not read");
  expect(matchesHost(line, "a".repeat(250))).toBe(true);
  expect(matchesHost(line, `${"a".repeat(250)}b`)).toBe(false);
});
