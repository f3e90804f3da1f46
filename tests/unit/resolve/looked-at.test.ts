import { describe, expect, test } from "vitest";
import type { Era } from "../../../shared/domain/era.ts";
import { asAnswerTo } from "../../../shared/facts/answers-to.ts";
import { UNTOLD, type Observe, type RecordSet } from "../../../shared/facts/observation.ts";
import { observeWorld } from "../../../shared/facts/world-observe.ts";
import { driveWith } from "../../../shared/resolve/drive.ts";
import { reach } from "../../../shared/resolve/reach.ts";
import { resolve } from "../../../shared/resolve/resolve.ts";
import type { InboundEra } from "../../../shared/resolve/route.ts";
import { nameOf, worldOf } from "./world-for-test.ts";

const OWN = "192.0.2.7";
const GOOD = { certificate: { names: ["example.com"] } };

function lookAt(json: object): Observe {
  return observeWorld(worldOf({ server: { name: "example.com" }, ...json }));
}

function follow(era: Era, observe: Observe, text = "example.com"): InboundEra {
  return driveWith(observe, reach(era, nameOf(text), 0));
}

const trace = (inbound: InboundEra) =>
  inbound.trace.map(
    ({ step, asked, answer, took }) => `${took ? "+" : "-"} ${step}: ${asked} -> ${answer}`,
  );

function addresses(a: RecordSet<string>, aaaa: RecordSet<string>): Observe {
  const look = lookAt({});
  return (query) =>
    query.ask === "addresses"
      ? asAnswerTo(query, { kind: "addresses", a, aaaa, cname: [] })
      : look(query);
}

const none = { rcode: "NODATA", records: [], ttl: 60 } as const;
const records = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    priority: at,
    weight: 0,
    port: 8448,
    target: `m${at}.example.com`,
  }));

describe("what a name server says is bounded", () => {
  test("no more than sixteen addresses are tried", () => {
    const many = Array.from({ length: 20 }, (_, at) => `192.0.2.${at}`);
    const look = addresses({ rcode: "NOERROR", records: many, ttl: 60 }, none);
    expect(follow("1.93", look).target?.addresses).toEqual(many.slice(0, 16));
  });

  test("no more than sixteen records are tried", () => {
    const dns = { "_matrix._tcp.example.com": { SRV: records(20) } };
    const route = driveWith(lookAt({ dns }), resolve("1.93", nameOf("example.com"), 0));
    expect(route.targets.map((each) => each.host)).toEqual(records(16).map((each) => each.target));
  });
});

describe("a name without address", () => {
  test.each(["SERVFAIL", "REFUSED", "TIMEOUT"] as const)("may be one by %s", (rcode) => {
    const failed = { rcode, records: [], ttl: 0 };
    for (const look of [addresses(failed, none), addresses(none, failed)]) {
      const inbound = follow("1.93", look);
      expect(inbound).toMatchObject({ verdict: "unreachable", why: "dns-lookup-error" });
      expect(trace(inbound).at(-1)).toBe(`- addresses: A/AAAA example.com -> ${rcode}`);
    }
  });

  test("explains a target that comes before one with a closed port", () => {
    const dns = {
      "_matrix._tcp.example.com": { SRV: records(2) },
      "m1.example.com": { A: [OWN] },
    };
    expect(follow("1.93", lookAt({ dns }))).toMatchObject({
      verdict: "unreachable",
      target: { host: "m0.example.com" },
      why: "dns-no-address",
    });
  });

  test("is every record with a dot for a target, where there are several", () => {
    const dots = records(2).map((each) => ({ ...each, target: "." }));
    const inbound = follow("1.93", lookAt({ dns: { "_matrix._tcp.example.com": { SRV: dots } } }));
    expect(inbound).toMatchObject({ verdict: "unreachable", why: "srv-target-unresolvable" });
  });
});

describe("how long the answer is kept", () => {
  test("is the shorter life of both families", () => {
    const set = (record: string, ttl: number) => ({
      rcode: "NOERROR" as const,
      records: [record],
      ttl,
    });
    const life = (a: number, aaaa: number) =>
      follow("0.34", addresses(set(OWN, a), set("2001:db8::7", aaaa))).cachedForSeconds;
    expect([life(60, 90), life(90, 60)]).toEqual([60, 60]);
  });

  test("is an hour where a file was looked for in vain, and as long as the address before that", () => {
    const look = lookAt({ dns: { "example.com": { A: [OWN], ttl: 77 } } });
    expect(follow("0.34", look).cachedForSeconds).toBe(77);
    expect(follow("1.93", look).cachedForSeconds).toBe(3600);
  });
});

describe("the trace", () => {
  test("marks the file that led on, and the endpoint that was reached", () => {
    const json = {
      dns: { "example.com": { A: ["192.0.2.80"] } },
      https: {
        "example.com": { "/.well-known/matrix/server": { json: { "m.server": `${OWN}:443` } } },
      },
      endpoints: { [`${OWN}:443`]: { certificate: { names: [OWN] } } },
    };
    expect(trace(follow("1.93", lookAt(json)))).toEqual([
      `+ well-known: https://example.com/.well-known/matrix/server -> m.server ${OWN}:443`,
      `+ well-known+ip: ${OWN}:443 -> port given`,
      `+ connect: ${OWN}:443 -> homeserver of example.com`,
    ]);
  });

  test("marks no endpoint that turned the peer away", () => {
    const endpoints = { [`${OWN}:8448`]: { certificate: { names: ["other.example"] } } };
    const inbound = follow("1.0", lookAt({ dns: { "example.com": { A: [OWN] } }, endpoints }));
    expect(trace(inbound).at(-1)).toBe(
      `- connect: ${OWN}:8448 SNI example.com -> cert-name-mismatch`,
    );
  });

  test("marks the record whose lookup failed, for it ends the search", () => {
    const dns = { "_matrix._tcp.example.com": { SRV: { rcode: "SERVFAIL" } } };
    const inbound = follow("1.0", lookAt({ dns }));
    expect(inbound).toMatchObject({ verdict: "unreachable", why: "srv-lookup-error" });
    expect(trace(inbound).at(-1)).toBe("+ srv: SRV _matrix._tcp.example.com -> SERVFAIL");
    const route = driveWith(lookAt({ dns }), resolve("1.0", nameOf("example.com"), 0));
    expect(route.targets).toEqual([]);
  });

  test("calls an answer without records NODATA", () => {
    const look = lookAt({});
    const empty: Observe = (query) =>
      query.ask === "srv"
        ? asAnswerTo(query, { kind: "srv", rcode: "NOERROR", records: [], ttl: 0 })
        : look(query);
    expect(trace(follow("1.0", empty))[1]).toBe("- srv: SRV _matrix._tcp.example.com -> NODATA");
  });
});

describe("what nobody told", () => {
  const untold = (...asks: readonly string[]): Observe => {
    const look = lookAt({ dns: { "example.com": { A: [OWN] } } });
    return (query) => (asks.includes(query.ask) ? UNTOLD : look(query));
  };

  test("is written down as such", () => {
    expect(trace(follow("1.0", untold("well-known")))).toEqual([
      "- well-known: https://example.com/.well-known/matrix/server -> untold",
    ]);
    const blind = follow("0.34", untold("addresses"));
    expect(trace(blind).at(-1)).toBe("- addresses: A/AAAA example.com -> untold");
    expect(blind.target?.addresses).toEqual([]);
  });

  test("is nothing for an address, which is its own", () => {
    expect(follow("1.0", untold("addresses"), OWN).verdict).toBe("unreachable");
  });

  const two = {
    dns: { "_matrix._tcp.example.com": { SRV: records(2) }, "m0.example.com": { A: [OWN] } },
  };
  const blindAt = (json: object, host: string): Observe => {
    const look = lookAt(json);
    return (query) => (query.ask === "addresses" && query.host === host ? UNTOLD : look(query));
  };

  test("of one target leaves the whole unknown where the other is closed, and without a reason", () => {
    expect(follow("1.93", blindAt(two, "m1.example.com"))).toMatchObject({
      verdict: "unknown",
      why: null,
    });
  });

  test("of one target does not matter where the other is reached", () => {
    const json = { ...two, endpoints: { [`${OWN}:8448`]: GOOD } };
    expect(follow("1.93", blindAt(json, "m1.example.com")).verdict).toBe("reached");
  });
});
