import { describe, expect, test } from "vitest";
import type { EndpointSeen } from "../../../shared/facts/observation.ts";
import { observeWorld } from "../../../shared/facts/world-observe.ts";
import { worldOf } from "../resolve/world-for-test.ts";

const CERTIFICATE = { names: ["example.com"] };

function meet(
  json: object,
  address: string,
  port: number,
  sni: string | null = "example.com",
): EndpointSeen {
  const seen = observeWorld(worldOf(json))({
    ask: "endpoint",
    address,
    port,
    sni,
    hostHeader: sni ?? address,
  });
  if (seen.kind === "untold") throw new Error("a world tells everything");
  return seen;
}

const answering = (json: object, address = "192.0.2.7", port = 8448) =>
  meet(json, address, port).http?.serverName;

describe("the endpoints of a world", () => {
  test("absent and closed ones are refused, silent ones swallow packets", () => {
    const endpoints = { "192.0.2.7:1": { open: false }, "192.0.2.7:2": { silent: true } };
    expect([3, 1, 2].map((port) => meet({ endpoints }, "192.0.2.7", port).tcp)).toEqual([
      "refused",
      "refused",
      "timeout",
    ]);
  });

  test("open without certificate: TCP opens, no TLS is spoken yet", () => {
    const seen = meet({ endpoints: { "192.0.2.7:8448": { open: true } } }, "192.0.2.7", 8448);
    expect(seen).toEqual({
      kind: "endpoint",
      tcp: "open",
      tls: { spoken: false, why: "plain" },
      http: null,
    });
  });

  test("IPv6 addresses are compared, not their spelling", () => {
    const endpoints = { "[2001:0DB8:0::1]:8448": { certificate: CERTIFICATE } };
    expect(meet({ endpoints }, "2001:db8::1", 8448).tcp).toBe("open");
  });

  test("both TLS versions unless said", () => {
    const versions = (tls: object) => {
      const seen = meet(
        { endpoints: { "192.0.2.7:1": { certificate: CERTIFICATE, ...tls } } },
        "192.0.2.7",
        1,
      ).tls;
      return seen?.spoken === true ? seen.versions : null;
    };
    expect(versions({})).toEqual(["1.2", "1.3"]);
    expect(versions({ tls: "1.3" })).toEqual(["1.3"]);
    expect(versions({ tls: ["1.2"] })).toEqual(["1.2"]);
  });

  test("a certificate is public, whole and always valid unless said", () => {
    const seen = meet(
      { endpoints: { "192.0.2.7:1": { certificate: CERTIFICATE } } },
      "192.0.2.7",
      1,
    ).tls;
    expect(seen).toMatchObject({
      certificate: {
        issuer: "public",
        complete: true,
        cnOnly: false,
        notBefore: null,
        notAfter: null,
      },
    });
  });

  describe("whose homeserver answers", () => {
    const endpoint = (more: object = {}) => ({
      "192.0.2.7:8448": { certificate: CERTIFICATE, ...more },
    });

    test("server.name on the server's own addresses", () => {
      const server = { name: "example.com", addresses: ["192.0.2.7"] };
      expect(answering({ server, endpoints: endpoint() })).toBe("example.com");
      const elsewhere = { "192.0.2.8:8448": { certificate: CERTIFICATE } };
      expect(answering({ server, endpoints: elsewhere }, "192.0.2.8")).toBeNull();
    });

    test("server.name everywhere, where no addresses are given", () => {
      expect(answering({ server: { name: "example.com" }, endpoints: endpoint() })).toBe(
        "example.com",
      );
    });

    test("nobody's where there is no server", () => {
      expect(answering({ endpoints: endpoint() })).toBeNull();
    });

    test("what is said wins, null means nobody", () => {
      const server = { name: "example.com", addresses: ["192.0.2.7"] };
      expect(answering({ server, endpoints: endpoint({ serverName: "other.example" }) })).toBe(
        "other.example",
      );
      expect(answering({ server, endpoints: endpoint({ serverName: null }) })).toBeNull();
    });

    test("the pages fit", () => {
      const server = { name: "example.com", version: "1.163.2" };
      expect(meet({ server, endpoints: endpoint() }, "192.0.2.7", 8448).http).toMatchObject({
        version: { status: 200, json: true },
        software: "Synapse 1.163.2",
        keyFaults: [],
      });
      expect(meet({ endpoints: endpoint() }, "192.0.2.7", 8448).http).toMatchObject({
        version: { status: 404, json: false },
        software: null,
        keyFaults: ["missing"],
      });
    });
  });

  describe("port 443 that only https names", () => {
    const dns = { "example.com": { A: ["192.0.2.7"] }, "www.example": { A: ["192.0.2.7"] } };
    const https = {
      "www.example": { certificate: { names: ["www.example"] } },
      "example.com": { certificate: CERTIFICATE },
    };
    const namesOf = (seen: EndpointSeen) =>
      seen.tls?.spoken === true ? seen.tls.certificate.names : null;

    test("is open, serves certificates by SNI and is nobody's homeserver", () => {
      const json = { server: { name: "example.com", addresses: ["192.0.2.7"] }, dns, https };
      const seen = meet(json, "192.0.2.7", 443, "Example.com");
      expect([seen.tcp, namesOf(seen), seen.http?.serverName]).toEqual([
        "open",
        ["example.com"],
        null,
      ]);
      expect(namesOf(meet(json, "192.0.2.7", 443, "else.example"))).toEqual(["www.example"]);
      expect(namesOf(meet(json, "192.0.2.7", 443, null))).toEqual(["www.example"]);
    });

    test("is the endpoint's where both name the address", () => {
      const endpoints = {
        "192.0.2.7:443": {
          certificate: { names: ["matrix.example.com"] },
          serverName: "example.com",
        },
      };
      const seen = meet({ dns, https, endpoints }, "192.0.2.7", 443);
      expect([namesOf(seen), seen.http?.serverName]).toEqual([
        ["matrix.example.com"],
        "example.com",
      ]);
    });

    test("no other port is opened by a site", () => {
      expect(meet({ dns, https }, "192.0.2.7", 8448).tcp).toBe("refused");
    });
  });
});
