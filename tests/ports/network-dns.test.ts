import { afterEach, expect, test } from "vitest";
import { createDns } from "../../electron/adapters/dns.ts";
import { parseDnsServer, readHostsFile } from "../../electron/adapters/dns-servers.ts";
import { startNameServer } from "./network/name-server.ts";
import type { NameServer, Zone } from "./network/name-server.ts";

let server: NameServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function lookUp(zone: Zone, tryMs = 5000) {
  server = await startNameServer(zone);
  return createDns({
    servers: [{ address: "127.0.0.1", port: server.port }],
    waits: { tryMs, resendMs: 500 },
  });
}

test("keeps addresses of both families with the shorter life of each set", async () => {
  const dns = await lookUp({
    "example.com": { A: ["192.0.2.1", "192.0.2.2"], AAAA: ["2001:db8::1"], ttl: 77 },
  });
  expect(await dns.addresses("Example.com")).toEqual({
    kind: "addresses",
    a: { rcode: "NOERROR", records: ["192.0.2.1", "192.0.2.2"], ttl: 77 },
    aaaa: { rcode: "NOERROR", records: ["2001:db8::1"], ttl: 77 },
    cname: [],
  });
});

test.each([
  ["NXDOMAIN", {}],
  ["NODATA", { "example.com": { TXT: ["x"] } }],
  ["SERVFAIL", { "example.com": { rcode: "SERVFAIL" } }],
  ["REFUSED", { "example.com": { rcode: "REFUSED" } }],
  ["NODATA", { "example.com": { rcode: "NOTIMP" } }],
  ["TIMEOUT", { "example.com": { drop: true } }],
] as const)("tells %s from the other failures", async (rcode, zone: Zone) => {
  const dns = await lookUp(zone, rcode === "TIMEOUT" ? 300 : 5000);
  const seen = await dns.addresses("example.com");
  expect([seen.a.rcode, seen.aaaa.rcode]).toEqual([rcode, rcode]);
});

test("gives negative answers the life that the zone says", async () => {
  const dns = await lookUp({});
  expect((await dns.addresses("nobody.example.com")).a.ttl).toBe(600);
});

test.each([
  ["a resolver gives the whole chain", true],
  ["an authoritative server gives the alias alone", false],
])("follows aliases where %s", async (_, chase) => {
  const dns = await lookUp({
    "example.com": { CNAME: "one.example.net", chase, ttl: 50 },
    "one.example.net": { CNAME: "two.example.net", chase, ttl: 40 },
    "two.example.net": { A: ["192.0.2.9"], ttl: 60 },
  });
  const seen = await dns.addresses("example.com");
  expect(seen.cname).toEqual(["one.example.net", "two.example.net"]);
  expect(seen.a).toEqual({ rcode: "NOERROR", records: ["192.0.2.9"], ttl: 40 });
});

test("gives up on aliases that lead in a circle", async () => {
  const dns = await lookUp({
    "a.example": { CNAME: "b.example" },
    "b.example": { CNAME: "a.example" },
  });
  expect((await dns.addresses("a.example")).a.rcode).toBe("SERVFAIL");
});

test("asks again over TCP when an answer was cut short", async () => {
  const dns = await lookUp({ "example.com": { A: ["192.0.2.1"], truncate: true } });
  expect((await dns.addresses("example.com")).a.records).toEqual(["192.0.2.1"]);
  expect(server?.asked).toContain("tcp A example.com");
});

test("asks again without EDNS where a server does not know it", async () => {
  const dns = await lookUp({ "example.com": { A: ["192.0.2.1"], noEdns: true } });
  expect((await dns.addresses("example.com")).a.records).toEqual(["192.0.2.1"]);
});

test("passes over an answer that carries another id", async () => {
  const dns = await lookUp({ "example.com": { A: ["192.0.2.1"], forge: true } });
  expect((await dns.addresses("example.com")).a.records).toEqual(["192.0.2.1"]);
});

test("goes on to the next server when the first is dead", async () => {
  server = await startNameServer({ "example.com": { A: ["192.0.2.1"] } });
  const dns = createDns({
    servers: [
      { address: "127.0.0.1", port: 1 },
      { address: "127.0.0.1", port: server.port },
    ],
    waits: { tryMs: 5000, resendMs: 500 },
  });
  expect((await dns.addresses("example.com")).a.records).toEqual(["192.0.2.1"]);
});

test("reads SRV records in the order answered, with the root as an empty target", async () => {
  const records = [
    { priority: 20, weight: 0, port: 8448, target: "b.example.com" },
    { priority: 10, weight: 5, port: 443, target: "." },
  ];
  const dns = await lookUp({ "_matrix._tcp.example.com": { SRV: records } });
  const seen = await dns.srv("_matrix._tcp", "example.com");
  expect(seen.records).toEqual([records[0], { ...records[1], target: "" }]);
});

test("climbs to the nearest CAA set", async () => {
  const caa = { flags: 0, tag: "issue", value: "letsencrypt.org" } as const;
  const dns = await lookUp({
    "example.com": { CAA: [caa] },
    "a.b.example.com": { A: ["192.0.2.1"] },
  });
  expect(await dns.caa("a.b.example.com")).toMatchObject({ rcode: "NOERROR", records: [caa] });
  expect(await dns.caa("other.example")).toMatchObject({ rcode: "NODATA", records: [] });
});

test("joins the pieces of a TXT record", async () => {
  const dns = await lookUp({ "_acme-challenge.example.com": { TXT: ["token"] } });
  expect((await dns.txt("_acme-challenge.example.com")).records).toEqual(["token"]);
});

test("never asks for names that DNS cannot carry", async () => {
  const dns = await lookUp({});
  expect((await dns.addresses(`${"x".repeat(64)}.example`)).a.rcode).toBe("NXDOMAIN");
  expect(server?.asked).toEqual([]);
});

test.each([
  ["192.0.2.1", { address: "192.0.2.1", port: 53 }],
  ["192.0.2.1:5353", { address: "192.0.2.1", port: 5353 }],
  ["2001:db8::1", { address: "2001:db8::1", port: 53 }],
  ["[2001:db8::1]:5353", { address: "2001:db8::1", port: 5353 }],
  ["dns.example.com", null],
  ["192.0.2.1:0", null],
  ["192.0.2.1:70000", null],
])("reads the name server %s", (text, read) => {
  expect(parseDnsServer(text)).toEqual(read);
});

test("always knows localhost from the hosts file", () => {
  expect(readHostsFile("/nonexistent").get("localhost")).toEqual(["127.0.0.1"]);
});
