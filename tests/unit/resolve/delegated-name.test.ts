import { describe, expect, test } from "vitest";
import type { Era } from "../../../shared/domain/era.ts";
import { misreadHost, readDelegatedName } from "../../../shared/resolve/delegated-name.ts";

/** Host, port and whether the value keeps to the grammar; null where the request fails. */
function read(era: Era, value: string): string | null {
  const name = readDelegatedName(era, value);
  return name === null
    ? null
    : `${name.kind} ${name.host} ${name.port ?? "-"}${name.sound ? "" : " (unsound)"}`;
}

describe("m.server as each era reads it", () => {
  test.each<[string, string | null, string | null]>([
    ["matrix.example.com", "dns matrix.example.com -", "dns matrix.example.com -"],
    ["matrix.example.com:443", "dns matrix.example.com 443", "dns matrix.example.com 443"],
    ["192.0.2.1", "ipv4 192.0.2.1 -", "ipv4 192.0.2.1 -"],
    ["192.0.2.1:443", "ipv4 192.0.2.1 443", "ipv4 192.0.2.1 443"],
    ["[2001:db8::1]", "ipv6 2001:db8::1 -", "ipv6 2001:db8::1 -"],
    ["[2001:db8::1]:443", "ipv6 2001:db8::1 443", "ipv6 2001:db8::1 443"],
    [
      "under_score.example:443",
      "dns under_score.example 443 (unsound)",
      "dns under_score.example 443 (unsound)",
    ],
    ["https://matrix.example.com", null, "dns https - (unsound)"],
    ["https://matrix.example.com:443", null, "dns https - (unsound)"],
    ["matrix.example.com/", null, "dns matrix.example.com - (unsound)"],
    ["matrix.example.com:443/", null, "dns matrix.example.com 443 (unsound)"],
    ["matrix.example.com:0", null, "dns matrix.example.com - (unsound)"],
    ["matrix.example.com:65536", null, null],
    ["matrix.example.com:65535", "dns matrix.example.com 65535", "dns matrix.example.com 65535"],
    ["matrix.example.com:1", "dns matrix.example.com 1", "dns matrix.example.com 1"],
    ["matrix.example.com:port", null, null],
    ["@matrix:example.com", null, null],
    ["matrix example.com", null, null],
    ["::1", null, null],
    ["2001:db8::a", null, null],
    ["[a:b]:443", null, null],
    ["[matrix.example.com", null, null],
    ["matrix.example.com]", null, null],
    ["x[2001:db8::1]", null, null],
    ["[2001:db8::1]x", null, null],
    ["user@matrix.example.com:443", null, "dns matrix.example.com 443 (unsound)"],
    [":443", null, null],
    ["/", null, null],
  ])("%s", (value, before, today) => {
    expect([read("0.99", value), read("1.0", value), read("1.93", value)]).toEqual([
      before,
      before,
      today,
    ]);
  });

  test("the Host header is what stands before the path", () => {
    expect(readDelegatedName("1.93", "matrix.example.com:443/")?.hostHeader).toBe(
      "matrix.example.com:443",
    );
    expect(readDelegatedName("1.93", "matrix.example.com?x/y")?.hostHeader).toBe(
      "matrix.example.com",
    );
    expect(readDelegatedName("1.0", "[2001:db8::1]:443")?.hostHeader).toBe("[2001:db8::1]:443");
  });
});

/** 240 characters, which leave room for `_matrix._tcp.` before them. */
const LONGEST = `${`${"x".repeat(59)}.`.repeat(3)}${"x".repeat(59)}/`;

test.each<[string, string | null]>([
  ["https://matrix.example.com", "https://matrix.example.com"],
  ["matrix.example.com:443/", "matrix.example.com:443/"],
  ["https://matrix.example.com:443", null],
  ["matrix..example.com/", null],
  [`${"x".repeat(62)}/`, `${"x".repeat(62)}/`],
  [`${"x".repeat(63)}/`, null],
  [`${`${"x".repeat(59)}.`.repeat(3)}${"x".repeat(59)}/`, LONGEST],
  [`${`${"x".repeat(59)}.`.repeat(3)}${"x".repeat(60)}/`, null],
])("0.99 and 1.0 ask SRV for all of %s: %s", (value, asked) => {
  expect(misreadHost("0.99", value)).toBe(asked);
  expect(misreadHost("1.0", value)).toBe(asked);
  expect(misreadHost("1.93", value)).toBeNull();
});
