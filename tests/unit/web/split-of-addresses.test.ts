import { describe, expect, test } from "vitest";
import { withSplit } from "../../../renderer/route/split-of-addresses.ts";
import { STOPS, type Way } from "../../../renderer/route/way.ts";
import type { AddressRow } from "../../../shared/verify/report.ts";

const WHOLE: Way = {
  stops: STOPS.map((id) => ({ id, mark: "ok", word: "found", value: null, why: null })),
  top: "kestrel.example",
  low: null,
  port: 8448,
  must: null,
};
const TLS = {
  version: "1.3",
  versions: ["1.3"],
  chain: [],
  complete: true,
  matches: true,
  issuerKind: null,
  fromCaFile: null,
  lifeLeftShare: null,
  failure: null,
} as const;
const GOOD: AddressRow = {
  address: "203.0.113.27",
  family: 4,
  port: 8448,
  host: "kestrel.example",
  tcp: "open",
  tls: TLS,
  version: { status: 200, software: "Synapse" },
  keys: null,
};
const SIX = { ...GOOD, address: "2001:db8::27", family: 6 } as const;

describe("a line whose IPv4 and IPv6 lead differently far", () => {
  test.each([
    ["port", { tcp: "refused" }],
    ["certificate", { tls: { ...TLS, matches: false } }],
    ["certificate", { tls: { ...TLS, failure: "reset" } }],
    ["synapse", { version: { status: 502, software: null } }],
  ])("parts after Address, and one part ends at %s", (ends, fault) => {
    const way = withSplit(WHOLE, [GOOD, { ...SIX, ...fault }]);
    expect(way.split).toEqual({ works: 4, ends });
    expect(way.stops.find(({ id }) => id === ends)).toMatchObject({ mark: "warn", word: "only-4" });
    const turned = withSplit(WHOLE, [{ ...GOOD, ...fault }, SIX]);
    expect(turned.split).toEqual({ works: 6, ends });
  });

  test.each([
    ["both reach the server", [GOOD, SIX]],
    ["there is one family alone", [GOOD]],
    ["the other could not be looked at from here", [GOOD, { ...SIX, tcp: "untold" }]],
    ["another address of the family reaches it", [GOOD, { ...SIX, tcp: "refused" }, SIX]],
  ])("stays whole where %s", (_when, rows) => {
    expect(withSplit(WHOLE, rows)).toEqual(WHOLE);
  });

  test("stays as it is where nobody reaches the server", () => {
    const stops = WHOLE.stops.map((stop) =>
      stop.id === "port" ? { ...stop, mark: "bad" as const } : stop,
    );
    const broken = { ...WHOLE, stops };
    expect(withSplit(broken, [GOOD, { ...SIX, tcp: "refused" }])).toEqual(broken);
  });
});
