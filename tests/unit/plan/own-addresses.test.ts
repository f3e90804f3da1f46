import { expect, test } from "vitest";
import { ownAddresses } from "../../../shared/plan/own-addresses.ts";
import { debianHost } from "./debian-host.ts";
import { inputOf } from "./world-plan.ts";

const world = {
  format: 1,
  server: { name: "example.com" },
  dns: {
    "example.com": { A: ["198.51.100.80"] },
    "matrix.example.com": { A: ["198.51.100.7"], AAAA: ["2001:db8::7"] },
    "lan.example.com": { A: ["10.0.0.5"] },
  },
};
const NAMES = ["matrix.example.com", "example.com"];

function ownOf(addresses: readonly string[], names: readonly string[] = NAMES): readonly string[] {
  return ownAddresses({ ...inputOf(world), host: debianHost({ addresses }) }, names);
}

test("a public address that the host says is believed", () => {
  expect(ownOf(["203.0.113.5", "2001:DB8:0::5"])).toEqual(["203.0.113.5", "2001:db8::5"]);
});

test("behind a router the address of the name is taken for the host's", () => {
  expect(ownOf(["192.168.1.5"])).toEqual(["198.51.100.80"]);
  expect(ownOf(["192.168.1.5", "2001:db8::7"])).toEqual(["198.51.100.7", "2001:db8::7"]);
});

test("where a name leads to the private address itself, nothing is assumed", () => {
  expect(ownOf(["10.0.0.5"], ["lan.example.com", "example.com"])).toEqual(["10.0.0.5"]);
});

test("without a host the first name that leads anywhere says where it is", () => {
  const input = { ...inputOf(world), host: null };
  expect(ownAddresses(input, ["nowhere.example.com", "example.com"])).toEqual(["198.51.100.80"]);
});

test("a host that says nothing is where the homeserver answers", () => {
  const endpoints = {
    "198.51.100.7:8448": { certificate: { names: ["x.example"], issuer: "self-signed" } },
  };
  const input = { ...inputOf({ ...world, endpoints }), host: debianHost({ addresses: [] }) };
  expect(ownAddresses(input, NAMES)).toEqual(["198.51.100.7"]);
});
