import { expect, test } from "vitest";
import { asAnswerTo } from "../../../shared/facts/answers-to.ts";
import { UNTOLD, type Observe } from "../../../shared/facts/observation.ts";
import { overlayRecords } from "../../../shared/plan/overlay-records.ts";
import type { RecordChange } from "../../../shared/plan/plan.ts";
import { inputOf } from "./world-plan.ts";

const { observe } = inputOf({
  format: 1,
  dns: {
    "example.com": { A: ["198.51.100.80"] },
    "alias.example.com": { CNAME: "example.com" },
    "broken.example.com": { rcode: "SERVFAIL" },
    "_matrix._tcp.example.com": {
      SRV: [{ priority: 1, weight: 1, port: 443, target: "a.example.com" }],
    },
  },
});

function a(name: string, change: RecordChange["change"], value = "198.51.100.7"): RecordChange {
  return { name, type: "A", ttl: 300, value, change };
}

function addresses(host: string, ...records: readonly RecordChange[]): unknown {
  const seen = overlayRecords(observe, records)({ ask: "addresses", host });
  return seen.kind === "addresses" ? seen.a : null;
}

test("a record is added, takes the place of all, or is taken away", () => {
  expect(addresses("example.com", a("Example.com", "add"))).toMatchObject({
    records: ["198.51.100.80", "198.51.100.7"],
  });
  expect(addresses("example.com", a("example.com", "change"))).toEqual({
    rcode: "NOERROR",
    records: ["198.51.100.7"],
    ttl: 300,
  });
  expect(addresses("example.com", a("example.com", "remove", "198.51.100.80"))).toMatchObject({
    rcode: "NODATA",
    records: [],
  });
  expect(addresses("example.com", a("example.com", "keep"))).toMatchObject({
    records: ["198.51.100.80"],
  });
});

test("an alias follows its target, and a failing zone goes on failing", () => {
  expect(addresses("alias.example.com", a("example.com", "change"))).toMatchObject({
    records: ["198.51.100.7"],
  });
  expect(addresses("broken.example.com", a("broken.example.com", "add"))).toMatchObject({
    rcode: "SERVFAIL",
    records: [],
  });
});

test("an SRV record is read from its value", () => {
  const record = {
    name: "_matrix._tcp.example.com",
    type: "SRV",
    ttl: 300,
    value: "10 5 8448 b.example.com",
    change: "change",
  } as const;
  const seen = overlayRecords(observe, [record])({
    ask: "srv",
    service: "_matrix._tcp",
    name: "example.com",
  });
  expect(seen).toMatchObject({
    records: [{ priority: 10, weight: 5, port: 8448, target: "b.example.com" }],
  });
});

test("a record that stays changes nothing, and its lack of an answer neither", () => {
  const keep = a("example.com", "keep");
  expect(overlayRecords(observe, [keep])).toBe(observe);
  expect(overlayRecords(observe, [])).toBe(observe);
  const both = [keep, a("other.example.com", "add")];
  expect(overlayRecords(observe, both)({ ask: "addresses", host: "example.com" })).toEqual(
    observe({ ask: "addresses", host: "example.com" }),
  );
});

test("a family and a name of their own are all that a record changes", () => {
  const six: RecordChange = { ...a("example.com", "add", "2001:DB8::7"), type: "AAAA" };
  const seen = overlayRecords(observe, [six, a("other.example.com", "add")])({
    ask: "addresses",
    host: "example.com",
  });
  expect(seen).toMatchObject({
    a: { rcode: "NOERROR", records: ["198.51.100.80"] },
    aaaa: { rcode: "NOERROR", records: ["2001:db8::7"], ttl: 300 },
  });
});

test("what is taken away lives on for as long as it said, what is new for as long as it says", () => {
  const gone = addresses("example.com", a("example.com", "remove", "198.51.100.80"));
  expect(gone).toEqual({ rcode: "NODATA", records: [], ttl: 3600 });
  const two = [a("example.com", "add"), a("example.com", "remove", "198.51.100.80")];
  expect(addresses("example.com", ...two)).toEqual({
    rcode: "NOERROR",
    records: ["198.51.100.7"],
    ttl: 300,
  });
});

test.each(["REFUSED", "TIMEOUT", "SERVFAIL"] as const)(
  "a zone that fails by %s goes on so",
  (rcode) => {
    const failed = { rcode, records: [], ttl: 0 };
    const failing: Observe = (query) =>
      query.ask === "addresses"
        ? asAnswerTo(query, { kind: "addresses", a: failed, aaaa: failed, cname: [] })
        : observe(query);
    const seen = overlayRecords(failing, [a("example.com", "add")])({
      ask: "addresses",
      host: "example.com",
    });
    expect(seen).toMatchObject({ a: failed });
  },
);

test("where nobody looked, a record is all there is", () => {
  const blind: Observe = () => UNTOLD;
  const srv = { name: "_matrix._tcp.example.com", type: "SRV", ttl: 300, change: "add" } as const;
  const world = overlayRecords(blind, [
    a("example.com", "add"),
    { ...srv, value: "10 5 8448 b.example.com" },
  ]);
  expect(world({ ask: "addresses", host: "example.com" })).toEqual({
    kind: "addresses",
    a: { rcode: "NOERROR", records: ["198.51.100.7"], ttl: 300 },
    aaaa: { rcode: "NXDOMAIN", records: [], ttl: 0 },
    cname: [],
  });
  expect(world({ ask: "srv", service: "_matrix._tcp", name: "example.com" })).toEqual({
    kind: "srv",
    rcode: "NOERROR",
    records: [{ priority: 10, weight: 5, port: 8448, target: "b.example.com" }],
    ttl: 300,
  });
  expect(world({ ask: "srv", service: "_matrix-fed._tcp", name: "example.com" })).toBe(UNTOLD);
  expect(world({ ask: "addresses", host: "other.example.com" })).toBe(UNTOLD);
  expect(world({ ask: "caa", name: "example.com" })).toBe(UNTOLD);
});

test("a record of another type at the name of a service is none of the service's", () => {
  const odd = { ...a("_matrix._tcp.example.com", "add"), type: "TXT" } as const;
  const query = { ask: "srv", service: "_matrix._tcp", name: "example.com" } as const;
  expect(overlayRecords(observe, [odd])(query)).toEqual(observe(query));
});

test("a record that is no SRV leads nowhere", () => {
  const bad = { ...a("_matrix._tcp.example.com", "change", "nonsense"), type: "SRV" } as const;
  const query = { ask: "srv", service: "_matrix._tcp", name: "example.com" } as const;
  expect(overlayRecords(observe, [bad])(query)).toMatchObject({
    records: [{ priority: 0, weight: 0, port: 0, target: "" }],
  });
});
