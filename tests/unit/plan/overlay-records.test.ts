import { expect, test } from "vitest";
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
