import { describe, expect, test } from "vitest";
import type { ObservationOf, Query } from "../../../shared/facts/observation.ts";
import { observeWorld } from "../../../shared/facts/world-observe.ts";
import { worldOf } from "../resolve/world-for-test.ts";

function look<Q extends Query>(json: object, query: Q): ObservationOf[Q["ask"]] {
  const seen = observeWorld(worldOf(json))(query);
  if (seen.kind === "untold") throw new Error("a world tells everything");
  return seen;
}

const addressesOf = (dns: object, host: string) => look({ dns }, { ask: "addresses", host });
const srvOf = (dns: object, name: string) =>
  look({ dns }, { ask: "srv", service: "_matrix._tcp", name });

describe("names of a world", () => {
  test("a name that is not listed is NXDOMAIN", () => {
    expect(addressesOf({}, "example.com").a).toEqual({ rcode: "NXDOMAIN", records: [], ttl: 3600 });
  });

  test("a listed name without the type is NODATA", () => {
    const seen = addressesOf({ "example.com": { A: ["192.0.2.1"] } }, "example.com");
    expect([seen.a.rcode, seen.aaaa.rcode]).toEqual(["NOERROR", "NODATA"]);
  });

  test("names ignore case and the final dot", () => {
    const dns = { "Example.COM.": { A: ["192.0.2.1"], ttl: 60 } };
    expect(addressesOf(dns, "eXample.com.").a).toEqual({
      rcode: "NOERROR",
      records: ["192.0.2.1"],
      ttl: 60,
    });
  });

  test.each(["NXDOMAIN", "NODATA", "SERVFAIL", "REFUSED", "TIMEOUT"])(
    "rcode %s holds for every type",
    (rcode) => {
      const dns = { "example.com": { rcode }, "_matrix._tcp.example.com": { rcode, ttl: 7 } };
      const seen = addressesOf(dns, "example.com");
      expect([seen.a.rcode, seen.aaaa.rcode]).toEqual([rcode, rcode]);
      expect(srvOf(dns, "example.com")).toEqual({ kind: "srv", rcode, records: [], ttl: 7 });
    },
  );

  test("a type alone may have a response code", () => {
    const dns = { "example.com": { A: ["192.0.2.1"], AAAA: { rcode: "SERVFAIL" } } };
    const seen = addressesOf(dns, "example.com");
    expect([seen.a.rcode, seen.aaaa.rcode]).toEqual(["NOERROR", "SERVFAIL"]);
  });

  test("an alias is followed for every type and named", () => {
    const dns = {
      "www.example.com": { CNAME: "Host.Example.net." },
      "host.example.net": { A: ["192.0.2.1"], AAAA: ["2001:DB8::1"] },
      "_matrix._tcp.www.example.com": { CNAME: "srv.example.net" },
      "srv.example.net": {
        SRV: [{ priority: 1, weight: 2, port: 3, target: "host.example.net." }],
      },
    };
    const seen = addressesOf(dns, "www.example.com");
    expect([seen.a.records, seen.aaaa.records, seen.cname]).toEqual([
      ["192.0.2.1"],
      ["2001:db8::1"],
      ["host.example.net"],
    ]);
    expect(srvOf(dns, "www.example.com").records).toEqual([
      { priority: 1, weight: 2, port: 3, target: "host.example.net" },
    ]);
  });

  test("an alias lives as long as its shortest link", () => {
    const dns = {
      "www.example.com": { CNAME: "example.com", ttl: 60 },
      "example.com": { A: ["192.0.2.1"] },
    };
    expect(addressesOf(dns, "www.example.com").a.ttl).toBe(60);
  });

  test.each([
    [8, "NOERROR"],
    [9, "SERVFAIL"],
  ])("a chain of %i aliases ends in %s", (length, rcode) => {
    const links = Array.from(
      { length },
      (_, index) => [`a${index}.example`, { CNAME: `a${index + 1}.example` }] as const,
    );
    const dns = { ...Object.fromEntries(links), [`a${length}.example`]: { A: ["192.0.2.1"] } };
    expect(addressesOf(dns, "a0.example").a.rcode).toBe(rcode);
  });

  test("an alias to itself ends in SERVFAIL, one to nowhere in NXDOMAIN", () => {
    expect(addressesOf({ "a.example": { CNAME: "a.example" } }, "a.example").a.rcode).toBe(
      "SERVFAIL",
    );
    expect(addressesOf({ "a.example": { CNAME: "b.example" } }, "a.example").a.rcode).toBe(
      "NXDOMAIN",
    );
  });

  test("a wildcard covers all depths, but not its own parent", () => {
    const dns = { "*.example.com": { A: ["192.0.2.9"] } };
    expect(addressesOf(dns, "a.example.com").a.records).toEqual(["192.0.2.9"]);
    expect(addressesOf(dns, "a.b.c.example.com").a.records).toEqual(["192.0.2.9"]);
    expect(addressesOf(dns, "example.com").a.rcode).toBe("NXDOMAIN");
  });

  test("a wildcard yields to the name itself and to nearer names", () => {
    const dns = {
      "*.example.com": { A: ["192.0.2.9"] },
      "b.example.com": { A: ["192.0.2.1"] },
      "*.c.example.com": { A: ["192.0.2.2"] },
    };
    expect(addressesOf(dns, "b.example.com").a.records).toEqual(["192.0.2.1"]);
    expect(addressesOf(dns, "b.example.com").aaaa.rcode).toBe("NODATA");
    expect(addressesOf(dns, "a.b.example.com").a.rcode).toBe("NXDOMAIN");
    expect(addressesOf(dns, "a.c.example.com").a.records).toEqual(["192.0.2.2"]);
  });

  test("CAA is looked for towards the root", () => {
    const dns = {
      "example.com": {
        CAA: ['0 issue "letsencrypt.org"', { flags: 128, tag: "iodef", value: "x" }],
      },
    };
    expect(look({ dns }, { ask: "caa", name: "a.b.example.com" }).records).toEqual([
      { flags: 0, tag: "issue", value: "letsencrypt.org" },
      { flags: 128, tag: "iodef", value: "x" },
    ]);
    expect(look({ dns }, { ask: "caa", name: "example.net" }).records).toEqual([]);
  });
});

const SITE = {
  dns: { "example.com": { A: ["192.0.2.80"] }, "other.example": { A: ["192.0.2.80"] } },
};
const GOOD = { names: ["example.com"] };
const fetchServer = (json: object, host = "example.com") =>
  look({ ...SITE, ...json }, { ask: "well-known", host, file: "server" });
const onlyHop = (json: object, host = "example.com") => fetchServer(json, host).hops[0]?.outcome;

describe("the well-known file of a world", () => {
  const path = "/.well-known/matrix/server";
  const site = (page: object) => ({
    https: { "example.com": { certificate: GOOD, [path]: page } },
  });

  test("json, body, status and headers are served", () => {
    expect(
      onlyHop(site({ json: { "m.server": "a:1" }, headers: { "Cache-Control": "max-age=1" } })),
    ).toMatchObject({
      kind: "answered",
      status: 200,
      body: '{"m.server":"a:1"}',
      headers: { "cache-control": "max-age=1" },
      truncated: false,
    });
    expect(onlyHop(site({ status: 500, body: "no" }))).toMatchObject({ status: 500, body: "no" });
  });

  test("a host without the path answers 404", () => {
    expect(onlyHop({ https: { "example.com": { certificate: GOOD } } })).toMatchObject({
      kind: "answered",
      status: 404,
    });
  });

  test("a silent path accepts and never answers", () => {
    expect(onlyHop(site({ silent: true }))).toMatchObject({
      kind: "silent",
      certificate: { issuer: "public" },
    });
  });

  test("a host without a site is the certificate of its endpoint with a 404", () => {
    const endpoints = {
      "192.0.2.80:443": { certificate: { names: ["x.example"], issuer: "private" } },
    };
    expect(onlyHop({ endpoints })).toMatchObject({
      kind: "answered",
      status: 404,
      certificate: { names: ["x.example"], issuer: "private" },
    });
  });

  test("with neither, it is closed; silent endpoints vanish; without certificate no TLS is spoken", () => {
    expect(onlyHop({})).toEqual({ kind: "refused" });
    expect(onlyHop({ endpoints: { "192.0.2.80:443": { open: false } } })).toEqual({
      kind: "refused",
    });
    expect(onlyHop({ endpoints: { "192.0.2.80:443": { silent: true } } })).toEqual({
      kind: "timeout",
    });
    expect(onlyHop({ endpoints: { "192.0.2.80:443": {} } })).toEqual({ kind: "not-tls" });
  });

  test("a host is found by its addresses: without any nothing is fetched", () => {
    const json = { ...site({ json: {} }), dns: {} };
    expect(fetchServer(json).hops[0]?.outcome).toEqual({ kind: "no-address", rcode: "NXDOMAIN" });
  });

  test("another host at the same address is not served by the first one's site", () => {
    expect(onlyHop(site({ json: {} }), "other.example")).toEqual({ kind: "refused" });
  });

  test("where both name an address, the site wins for its own host", () => {
    const endpoints = { "192.0.2.80:443": { open: false } };
    expect(onlyHop({ ...site({ json: { a: 1 } }), endpoints })).toMatchObject({ status: 200 });
  });

  test("a location is followed through https, relative ones too, and the hops are kept", () => {
    const seen = fetchServer({
      https: {
        "example.com": { certificate: GOOD, [path]: { location: "https://other.example/a" } },
        "other.example": {
          certificate: { names: ["other.example"] },
          "/a": { status: 301, location: "b" },
          "/b": { json: { "m.server": "c:1" } },
        },
      },
    });
    expect(seen.loop).toBe(false);
    expect(seen.hops.map((hop) => hop.url)).toEqual([
      "https://example.com/.well-known/matrix/server",
      "https://other.example/a",
      "https://other.example/b",
    ]);
    expect(seen.hops.map((hop) => hop.outcome)).toMatchObject([
      { status: 302 },
      { status: 301 },
      { status: 200 },
    ]);
  });

  test("redirects in a circle are a loop, and so are more than twenty", () => {
    expect(fetchServer(site({ status: 302, location: path })).loop).toBe(true);
    const pages = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`/${index}`, { location: `/${index + 1}` }]),
      );
    const chain = (count: number) => ({
      https: {
        "example.com": {
          certificate: GOOD,
          [path]: { location: "/0" },
          ...pages(count),
          [`/${count}`]: { body: "" },
        },
      },
    });
    expect(fetchServer(chain(19)).loop).toBe(false);
    expect(fetchServer(chain(20)).loop).toBe(true);
  });

  test("http and closed ports behind a location are refused", () => {
    expect(fetchServer(site({ location: "http://example.com/x" })).hops[1]?.outcome).toEqual({
      kind: "refused",
    });
    expect(fetchServer(site({ location: "https://example.com:9/x" })).hops[1]?.outcome).toEqual({
      kind: "refused",
    });
  });

  test("more than 50 KiB is marked, counted in bytes", () => {
    const truncated = (body: string) => {
      const outcome = onlyHop(site({ body }));
      return outcome?.kind === "answered" ? outcome.truncated : null;
    };
    expect([truncated("a".repeat(51_200)), truncated("a".repeat(51_201))]).toEqual([false, true]);
    expect([truncated("ü".repeat(25_600)), truncated("ü".repeat(25_601))]).toEqual([false, true]);
  });

  test("the client's file is another path", () => {
    const json = {
      ...SITE,
      https: {
        "example.com": { certificate: GOOD, "/.well-known/matrix/client": { json: { a: 1 } } },
      },
    };
    const seen = look(json, { ask: "well-known", host: "example.com", file: "client" });
    expect(seen.hops[0]?.outcome).toMatchObject({ status: 200, body: '{"a":1}' });
  });
});
