import { describe, expect, test } from "vitest";
import { addressesOf, addressList } from "../../../shared/plan/addresses-of.ts";
import { OWN, SERVER } from "./situation-for.ts";
import { inputOf } from "./world-plan.ts";

const dns = { "example.com": { A: [OWN], AAAA: ["2001:DB8:0::7"], ttl: 60 } };
const input = inputOf({ format: 1, server: SERVER, dns });
const untold = { ...input, observe: () => ({ kind: "untold" }) as const };

describe("the addresses of a host", () => {
  test("are those of DNS, IPv4 first, in one spelling", () => {
    expect(addressList(input, "example.com")).toEqual([OWN, "2001:db8::7"]);
    expect(addressesOf(input, "example.com")).toMatchObject({ a: { ttl: 60 }, cname: [] });
  });

  test("are the host itself where it is an address: nobody asks DNS for it", () => {
    expect(addressList(untold, OWN)).toEqual([OWN]);
    expect(addressList(untold, "2001:DB8:0::7")).toEqual(["2001:db8::7"]);
  });

  test("are none where there are none, or nobody has looked, as if the look-up had failed", () => {
    expect(addressList(input, "no.example")).toEqual([]);
    expect(addressList(untold, "example.com")).toEqual([]);
    const none = { rcode: "TIMEOUT", records: [], ttl: 0 };
    expect(addressesOf(untold, "example.com")).toEqual({
      kind: "addresses",
      a: none,
      aaaa: none,
      cname: [],
    });
  });

  test("are none of a text that is no host", () => {
    expect(addressList(untold, "a b")).toEqual([]);
  });
});
