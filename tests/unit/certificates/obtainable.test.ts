import { describe, expect, test } from "vitest";
import { certificateWays } from "../../../shared/certificates/obtainable.ts";
import { observeWorld } from "../../../shared/facts/world-observe.ts";
import { worldOf } from "../resolve/world-for-test.ts";

const observe = observeWorld(
  worldOf({
    dns: {
      "example.com": { A: ["192.0.2.80"] },
      "matrix.example.com": { A: ["192.0.2.7"], AAAA: ["2001:db8:0::7"] },
      "both.example.com": { A: ["192.0.2.7", "192.0.2.80"] },
      "elsewhere.example": { A: ["192.0.2.7"] },
    },
  }),
);

function ways(
  name: string,
  more: { certificateFor?: readonly string[]; dns?: "me" | "other" } = {},
) {
  const { certificateFor = null, dns = "other" } = more;
  const ownAddresses = ["192.0.2.7", "2001:db8::7"];
  return certificateWays({ certificateFor, dns, zone: "Example.com", ownAddresses, observe }, name);
}

describe("a certificate can be had", () => {
  test("by HTTP-01 for names whose addresses are all the server's", () => {
    expect(ways("matrix.example.com")).toEqual(["http-01"]);
    expect(ways("elsewhere.example")).toEqual(["http-01"]);
    expect(ways("both.example.com")).toEqual([]);
    expect(ways("example.com")).toEqual([]);
    expect(ways("missing.example.com")).toEqual([]);
  });

  test("by DNS-01 for every name in a zone of ours", () => {
    expect(ways("example.com", { dns: "me" })).toEqual(["dns-01"]);
    expect(ways("Missing.Example.com.", { dns: "me" })).toEqual(["dns-01"]);
    expect(ways("matrix.example.com", { dns: "me" })).toEqual(["http-01", "dns-01"]);
    expect(ways("notexample.com", { dns: "me" })).toEqual([]);
  });

  test("for exactly the names that certificateFor lists", () => {
    expect(ways("matrix.example.com", { certificateFor: ["example.com"] })).toEqual([]);
    expect(ways("example.com", { certificateFor: ["Example.COM"] })).toEqual(["http-01"]);
    expect(ways("example.com", { certificateFor: ["example.com"], dns: "me" })).toEqual(["dns-01"]);
  });

  test("never for an address", () => {
    expect(ways("192.0.2.7", { dns: "me" })).toEqual([]);
  });
});
