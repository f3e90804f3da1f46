import { describe, expect, test } from "vitest";
import { ERAS, type Era } from "../../../shared/domain/era.ts";
import { UNTOLD, type Observe } from "../../../shared/facts/observation.ts";
import { observeWorld } from "../../../shared/facts/world-observe.ts";
import { driveWith } from "../../../shared/resolve/drive.ts";
import { erasView, inboundEras, inboundErasLive } from "../../../shared/resolve/eras.ts";
import { generationOf, outboundEras } from "../../../shared/resolve/outbound.ts";
import { reach } from "../../../shared/resolve/reach.ts";
import { nameOf, spyOn, worldOf } from "./world-for-test.ts";

const verdicts = (eras: { readonly [era in Era]: { readonly verdict: string } }) =>
  ERAS.map((era) => eras[era].verdict);

const WORLD = worldOf({
  server: { name: "example.com", addresses: ["192.0.2.7"] },
  dns: { "example.com": { A: ["192.0.2.80"] }, "matrix.example.com": { A: ["192.0.2.7"] } },
  https: {
    "example.com": {
      "/.well-known/matrix/server": { json: { "m.server": "matrix.example.com:443" } },
    },
  },
  endpoints: { "192.0.2.7:443": { certificate: { names: ["matrix.example.com"] } } },
});

describe("outbound, by the own version", () => {
  test.each<[string | null, readonly string[]]>([
    ["0.33.9", ["reached", "unreachable", "unreachable", "unreachable"]],
    ["0.34.1.1", ["reached", "unreachable", "unreachable", "unreachable"]],
    ["0.99.0", ["reached", "reached", "reached", "unreachable"]],
    ["0.99.5.2", ["reached", "reached", "reached", "unreachable"]],
    ["1.0.0", ["refused", "refused", "reached", "unreachable"]],
    ["1.92.3", ["refused", "refused", "reached", "unreachable"]],
    ["1.93.0", ["refused", "refused", "reached", "reached"]],
    ["1.163.2", ["refused", "refused", "reached", "reached"]],
    [null, ["unknown", "unknown", "unknown", "unknown"]],
    ["nightly", ["unknown", "unknown", "unknown", "unknown"]],
  ])("%s", (version, expected) => {
    expect(verdicts(outboundEras(version))).toEqual(expected);
  });

  test.each([
    ["1.160.0-1", "1.93"],
    ["v1.92.3", "1.0"],
    ["0.99.0rc4", "0.99"],
    ["2.0", "1.93"],
    ["10.0", "1.93"],
    [" 1.92.3\n", "1.0"],
  ])("%s behaves as %s", (version, era) => {
    expect(generationOf(version)).toBe(era);
  });
});

test("a version whose number stands somewhere in its name is not known", () => {
  expect(generationOf("nightly-1.93")).toBeNull();
});

describe("inbound", () => {
  test("the view has both directions", () => {
    const view = erasView(nameOf("example.com"), observeWorld(WORLD), 0, "1.0.0");
    expect(verdicts(view.inbound)).toEqual(["unreachable", "reached", "reached", "reached"]);
    expect(verdicts(view.outbound)).toEqual(["refused", "refused", "reached", "unreachable"]);
  });

  test("eras share the answers: nothing is asked twice for all four", () => {
    const { observe, asked } = spyOn(WORLD);
    inboundEras(nameOf("example.com"), observe, 0);
    expect(asked.length).toBeGreaterThan(0);
    expect(new Set(asked).size).toBe(asked.length);
  });

  test("the live look comes to the same, and asks nothing twice either", async () => {
    const { observe, asked } = spyOn(WORLD);
    const name = nameOf("example.com");
    const live = await inboundErasLive(name, async (query) => observe(query), 0);
    expect(live).toEqual(inboundEras(name, observeWorld(WORLD), 0));
    expect(new Set(asked).size).toBe(asked.length);
  });

  test("upper case in the server name is a different name to its homeserver", () => {
    const inbound = inboundEras(nameOf("Example.com"), observeWorld(WORLD), 0);
    expect(inbound["1.93"]).toMatchObject({ verdict: "refused", why: "key-server-name-mismatch" });
  });

  test("0.34 fails on an IPv6 literal before it asks anything, with a port and without", () => {
    const endpoint = { certificate: { names: ["2001:db8::7"] } };
    const world = worldOf({
      server: { name: "[2001:db8::7]" },
      endpoints: { "[2001:db8::7]:8448": endpoint, "[2001:db8::7]:443": endpoint },
    });
    for (const name of ["[2001:db8::7]", "[2001:db8::7]:443"].map(nameOf)) {
      const { observe, asked } = spyOn(world);
      const legacy = driveWith(observe, reach("0.34", name, 0));
      expect(legacy).toMatchObject({
        verdict: "unreachable",
        why: "server-name-invalid",
        target: null,
        decidedBy: null,
      });
      expect(asked).toEqual([]);
    }
    const inbound = inboundEras(nameOf("[2001:db8::7]"), observeWorld(world), 0);
    expect(verdicts(inbound)).toEqual(["unreachable", "reached", "reached", "reached"]);
  });
});

describe("what nobody told", () => {
  const without = (...asks: readonly string[]): Observe => {
    const look = observeWorld(WORLD);
    return (query) => (asks.includes(query.ask) ? UNTOLD : look(query));
  };

  test.each([
    [["well-known"]],
    [["srv"]],
    [["addresses"]],
    [["endpoint"]],
    [["well-known", "srv", "addresses", "endpoint"]],
  ])("without %j no era is called good or bad on a guess", (asks) => {
    const inbound = inboundEras(nameOf("example.com"), without(...asks), 0);
    const concerned = ERAS.filter((era) =>
      inbound[era].trace.some((entry) => entry.answer === "untold"),
    );
    expect(concerned.length).toBeGreaterThan(0);
    expect(concerned.map((era) => inbound[era].verdict)).toEqual(concerned.map(() => "unknown"));
    expect(concerned.map((era) => inbound[era].why)).toEqual(concerned.map(() => null));
  });
});
