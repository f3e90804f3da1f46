import { isIPv6, SocketAddress } from "node:net";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalAddress } from "../../../shared/domain/ip-address.ts";
import "../../setup/seed.ts";

test.each([
  ["2001:0DB8:0:0:0:0:0:1", "2001:db8::1"],
  ["[::1]", "::1"],
  ["0:0:0:0:0:0:0:0", "::"],
  ["1:0:0:2:0:0:0:3", "1:0:0:2::3"],
  ["1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"],
  ["2001:db8::192.0.2.1", "2001:db8::c000:201"],
  ["192.0.2.1", "192.0.2.1"],
  ["Example.COM", "example.com"],
])("%s is spelt %s", (text, spelt) => {
  expect(canonicalAddress(text)).toBe(spelt);
});

test("two spellings of one IPv6 address become the same text, two addresses never", () => {
  const sameToNode = (one: string, two: string) =>
    new SocketAddress({ family: "ipv6", address: one }).address ===
    new SocketAddress({ family: "ipv6", address: two }).address;
  fc.assert(
    fc.property(fc.ipV6(), fc.ipV6(), (one, two) => {
      const plain = canonicalAddress(one);
      expect(isIPv6(plain)).toBe(true);
      expect(sameToNode(one, plain)).toBe(true);
      expect(canonicalAddress(plain)).toBe(plain);
      expect(plain === canonicalAddress(two)).toBe(sameToNode(one, two));
    }),
  );
});
