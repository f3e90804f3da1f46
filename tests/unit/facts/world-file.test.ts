import { describe, expect, test } from "vitest";
import { parseWorld } from "../../../shared/facts/world-file.ts";
import { worldOf } from "../resolve/world-for-test.ts";

describe("a world file", () => {
  test("the example of the contract is read with its defaults", () => {
    const world = worldOf({
      format: 1,
      now: "2026-11-23T00:00:00Z",
      server: {
        name: "example.com",
        version: "0.34.1.1",
        install: "debian",
        addresses: ["198.51.100.7"],
        listeners: [{ port: 443, tls: true }],
        proxy: "none",
        users: true,
      },
      control: { web: "other", dns: "me", certificateFor: ["matrix.example.com"] },
      dns: {
        "example.com": { A: ["198.51.100.80"], ttl: 3600 },
        "_matrix._tcp.example.com": {
          SRV: [{ priority: 10, weight: 5, port: 443, target: "matrix.example.com" }],
        },
        "_matrix-fed._tcp.example.com": { rcode: "NXDOMAIN" },
        "matrix.example.com": { A: ["198.51.100.7"] },
      },
      https: {
        "example.com": {
          certificate: { names: ["example.com"], issuer: "public" },
          "/.well-known/matrix/server": { status: 404 },
        },
      },
      endpoints: {
        "198.51.100.7:443": {
          open: true,
          certificate: {
            names: ["matrix.example.com"],
            issuer: "self-signed",
            complete: true,
            notAfter: "2027-01-01T00:00:00Z",
          },
        },
      },
    });
    expect(world.now).toBe(1_795_392_000_000);
    expect(world.control).toEqual({
      web: "other",
      dns: "me",
      certificateFor: ["matrix.example.com"],
      ports: [],
    });
    expect(world.endpoints["198.51.100.7:443"]).toMatchObject({
      open: true,
      silent: false,
      tls: ["1.2", "1.3"],
      certificate: { issuer: "self-signed", notAfter: 1_798_761_600_000 },
    });
  });

  test("an empty one is a world in which nothing exists", () => {
    expect(worldOf({})).toEqual({
      now: null,
      server: null,
      control: { web: "me", dns: "me", certificateFor: null, ports: [] },
      dns: {},
      https: {},
      endpoints: {},
    });
  });

  test("the server's defaults are filled in", () => {
    expect(worldOf({ server: { name: "example.com" } }).server).toEqual({
      name: "example.com",
      version: null,
      install: "none",
      addresses: [],
      listeners: [],
      proxy: "none",
      users: false,
    });
  });

  test.each<[string, unknown, string]>([
    ["no object", [], "the file"],
    ["another format", { format: 2 }, "format"],
    ["an unknown key", { dsn: {} }, "the file"],
    ["an unknown key of a name", { dns: { "example.com": { a: [] } } }, "dns.example.com"],
    [
      "an unknown key of an endpoint",
      { endpoints: { "192.0.2.1:1": { closed: true } } },
      "endpoints.192.0.2.1:1",
    ],
    [
      "an unknown response code",
      { dns: { "example.com": { rcode: "NOTIMP" } } },
      "dns.example.com.rcode",
    ],
    ["an IPv6 address under A", { dns: { "example.com": { A: ["::1"] } } }, "dns.example.com.A"],
    [
      "an alias beside records",
      { dns: { "a.example": { CNAME: "b.example", A: [] } } },
      "dns.a.example.CNAME",
    ],
    ["a bad endpoint", { endpoints: { "example.com:443": {} } }, "endpoints.example.com:443"],
    ["an IPv6 endpoint without brackets", { endpoints: { "::1:443": {} } }, "endpoints.::1:443"],
    ["a port of 0", { endpoints: { "192.0.2.1:0": {} } }, "endpoints.192.0.2.1:0"],
    ["a bad time", { now: "yesterday" }, "now"],
    ["a day that is none", { now: "2026-02-30T00:00:00Z" }, "now"],
    [
      "a certificate without names",
      { endpoints: { "192.0.2.1:1": { certificate: {} } } },
      "endpoints.192.0.2.1:1.certificate.names",
    ],
    [
      "a path without a slash",
      { https: { "example.com": { "robots.txt": {} } } },
      "https.example.com.robots.txt",
    ],
    ["a bad server name", { server: { name: "https://example.com" } }, "server.name"],
    [
      "a brand of web server that nobody knows",
      { server: { name: "example.com", proxy: "traefik" } },
      "server.proxy",
    ],
    [
      "a name in two spellings",
      { dns: { "example.com": {}, "EXAMPLE.com.": {} } },
      "dns.EXAMPLE.com.",
    ],
    [
      "an address in two spellings",
      { endpoints: { "[::1]:443": {}, "[0:0::1]:443": {} } },
      "endpoints.[0:0::1]:443",
    ],
    [
      "a port that is a text, deep in a record",
      { dns: { "example.com": { SRV: [{ port: "8448", target: "a.example" }] } } },
      "dns.example.com.SRV.0.port",
    ],
    [
      "a bad own address",
      { server: { name: "example.com", addresses: ["home"] } },
      "server.addresses",
    ],
  ])("refuses %s", (_, json, where) => {
    const read = parseWorld(json);
    expect(read.ok ? null : { code: read.error.code, where: read.error.data["where"] }).toEqual({
      code: "input-file-bad",
      where,
    });
  });

  test("says which kinds there are where it knows none of that name", () => {
    const read = parseWorld({ server: { name: "example.com", proxy: "traefik" } });
    expect(read.ok ? null : read.error.data["why"]).toBe(
      "traefik is not one of none, nginx, apache, caddy, haproxy, other",
    );
  });
});
