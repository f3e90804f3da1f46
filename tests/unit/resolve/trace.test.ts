import { describe, expect, test } from "vitest";
import type { Era } from "../../../shared/domain/era.ts";
import { UNTOLD, type Observe } from "../../../shared/facts/observation.ts";
import { observeWorld } from "../../../shared/facts/world-observe.ts";
import { driveWith } from "../../../shared/resolve/drive.ts";
import { reach } from "../../../shared/resolve/reach.ts";
import type { InboundEra } from "../../../shared/resolve/route.ts";
import { nameOf, worldOf } from "./world-for-test.ts";

function follow(era: Era, text: string, json: object, observe?: Observe): InboundEra {
  const world = worldOf({ server: { name: text }, ...json });
  return driveWith(observe ?? observeWorld(world), reach(era, nameOf(text), 0));
}

const trace = (inbound: InboundEra) =>
  inbound.trace.map(
    ({ step, asked, answer, took }) => `${took ? "+" : "-"} ${step}: ${asked} -> ${answer}`,
  );

const GOOD = { certificate: { names: ["example.com", "matrix.example.com", "192.0.2.7"] } };

describe("the trace", () => {
  test("tells every question in order, with what came and whether it settled the matter", () => {
    const inbound = follow("1.93", "example.com", {
      dns: {
        "example.com": { A: ["192.0.2.80"] },
        "_matrix-fed._tcp.example.com": { TXT: [] },
        "_matrix._tcp.example.com": {
          SRV: [
            { priority: 2, weight: 0, port: 8448, target: "alias.example.com" },
            { priority: 1, weight: 0, port: 8449, target: "." },
          ],
        },
        "alias.example.com": { CNAME: "matrix.example.com" },
        "matrix.example.com": { AAAA: ["2001:db8::7"] },
      },
      endpoints: { "[2001:db8::7]:8448": GOOD },
    });
    expect(inbound.verdict).toBe("reached");
    expect(trace(inbound)).toEqual([
      "- well-known: https://example.com/.well-known/matrix/server -> refused",
      "- srv-fed: SRV _matrix-fed._tcp.example.com -> NODATA",
      "+ srv: SRV _matrix._tcp.example.com -> 1 0 8449 ., 2 0 8448 alias.example.com",
      "+ addresses: A/AAAA alias.example.com -> CNAME matrix.example.com, 2001:db8::7",
      "+ connect: [2001:db8::7]:8448 SNI example.com -> homeserver of example.com",
    ]);
  });

  test("shows the SRV question that 1.0 asks for a URL in the file before it fails on it", () => {
    const file = {
      "/.well-known/matrix/server": { json: { "m.server": "https://m.example.com" } },
    };
    const inbound = follow("1.0", "example.com", {
      dns: { "example.com": { A: ["192.0.2.80"] } },
      https: { "example.com": file },
    });
    expect(inbound.why).toBe("well-known-bad-value");
    expect(trace(inbound).slice(1)).toEqual([
      "- well-known+srv: SRV _matrix._tcp.https://m.example.com -> NXDOMAIN",
    ]);
  });

  test("shows the response code that left a host without address", () => {
    const answers = (entry: object) =>
      follow("0.34", "example.com:8448", { dns: { "example.com": entry } }).trace.at(-1)?.answer;
    expect(answers({ rcode: "SERVFAIL" })).toBe("SERVFAIL");
    expect(answers({ AAAA: { rcode: "REFUSED" } })).toBe("REFUSED");
    expect(answers({ TXT: [] })).toBe("NODATA");
  });

  test("of an address names no SNI where none is sent", () => {
    const inbound = follow("1.0", "192.0.2.7", { endpoints: { "192.0.2.7:8448": GOOD } });
    expect(trace(inbound)).toEqual([
      "+ ip-literal: 192.0.2.7:8448 -> default port",
      "+ connect: 192.0.2.7:8448 -> homeserver of 192.0.2.7",
    ]);
    expect(follow("1.0", "192.0.2.7:8449", {}).trace[0]?.answer).toBe("port given");
  });
});

describe("how long it is kept", () => {
  const life = (text: string, dns: object) => follow("0.34", text, { dns }).cachedForSeconds;

  test("is the shortest life of the addresses that there are", () => {
    expect(
      life("example.com", { "example.com": { A: ["192.0.2.7"], AAAA: ["::1"], ttl: 77 } }),
    ).toBe(77);
    expect(life("example.com", { "example.com": { AAAA: ["::1"], ttl: 78 } })).toBe(78);
  });

  test("is not known of literals and of names without address", () => {
    expect(life("192.0.2.7", {})).toBeNull();
    expect(life("example.com", {})).toBeNull();
  });
});

describe("what stays unknown", () => {
  const SRV = {
    dns: {
      "_matrix-fed._tcp.example.com": {
        SRV: [1, 2].map((priority) => ({
          priority,
          weight: 0,
          port: 8440 + priority,
          target: "matrix.example.com",
        })),
      },
      "matrix.example.com": { A: ["192.0.2.7"] },
    },
  };

  /** A look that cannot tell what is at some port. */
  const blindAt = (json: object, port: number): Observe => {
    const look = observeWorld(worldOf({ server: { name: "example.com" }, ...json }));
    return (query) => (query.ask === "endpoint" && query.port === port ? UNTOLD : look(query));
  };

  test("a target that could not be looked at, where no other is reached", () => {
    const inbound = follow("1.93", "example.com", SRV, blindAt(SRV, 8442));
    expect(inbound).toMatchObject({ verdict: "unknown", target: { port: 8442 }, why: null });
  });

  test("nothing, where another target is reached", () => {
    const json = { ...SRV, endpoints: { "192.0.2.7:8442": GOOD } };
    const inbound = follow("1.93", "example.com", json, blindAt(json, 8441));
    expect(inbound).toMatchObject({ verdict: "reached", target: { port: 8442 } });
  });
});
