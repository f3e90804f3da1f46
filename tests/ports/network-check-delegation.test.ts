import { describe, expect, test } from "vitest";
import { issue } from "./network/certificates.ts";
import {
  behindWellKnown,
  DELEGATES,
  direct,
  file,
  HOST,
  kit,
  NAME,
  OTHER,
  problemsOf,
  useKit,
  V6,
  ZONE,
} from "./network/checked.ts";
import { homeserver } from "./network/homeserver.ts";
import type { Zone } from "./network/name-server.ts";
import type { Handler, WorldPlan } from "./network/world.ts";

useKit();

const withSrv = (records: Zone, plan: WorldPlan = direct()): WorldPlan => ({
  ...plan,
  zone: { ...plan.zone, ...records },
});
const srv = (target: string, port: number, priority = 10) => ({
  priority,
  weight: 5,
  port,
  target,
});

describe("well-known files", () => {
  const cases: readonly [string, Handler][] = [
    ["well-known-missing", file("no", {}, 404)],
    ["well-known-missing", file("no", {}, 500)],
    ["well-known-bad-json", file("<html>{'m.server': 'matrix.example.com:443'}</html>")],
    ["well-known-bad-json", file('// comment\n{"m.server":"matrix.example.com:443"}')],
    ["well-known-no-m-server", file('{"server":"matrix.example.com:443"}')],
    ["well-known-no-m-server", file('{"m.server":5}')],
    ["well-known-redirect-loop", file("", { location: "/.well-known/matrix/server" }, 302)],
    [
      "well-known-too-large",
      file(`{"m.server":"matrix.example.com:443","x":"${"x".repeat(50 * 1024)}"}`),
    ],
  ];
  test.each(cases)("%s", async (code, site) => {
    expect(await problemsOf(behindWellKnown(site))).toEqual([
      "broken",
      ...[`error ${code}`, "error port-refused"].toSorted(),
    ]);
  });

  test("well-known-bad-value", async () => {
    const problems = await problemsOf(
      behindWellKnown(file('{"m.server":"https://matrix.example.com"}')),
    );
    expect(problems).toContain("error well-known-bad-value");
  });

  test("well-known-tls-invalid", async () => {
    const certificate = await issue(kit.foreign, { names: [NAME] });
    expect(await problemsOf(behindWellKnown(DELEGATES, {}, { certificate }))).toEqual([
      "broken",
      "error port-refused",
      "error well-known-tls-invalid",
    ]);
  });

  test("well-known-unreachable, where port 443 speaks no TLS", async () => {
    const plan = behindWellKnown(DELEGATES);
    const places = { ...plan.places, [`${HOST}:443`]: { handler: DELEGATES } };
    expect(await problemsOf({ ...plan, places })).toEqual([
      "broken",
      "error port-refused",
      "error well-known-unreachable",
    ]);
  });

  test("well-known-redirect-308 is a warning", async () => {
    const site: Handler = (request, response) => {
      if (request.url === "/moved")
        return void response.writeHead(200).end('{"m.server":"matrix.example.com:443"}');
      response.writeHead(308, { location: "https://example.com/moved" }).end();
    };
    expect(await problemsOf(behindWellKnown(site))).toEqual([
      "good",
      "warning well-known-redirect-308",
    ]);
  });

  test("well-known-differs-by-address", async () => {
    const plan = behindWellKnown(DELEGATES);
    const zone = { ...ZONE, [NAME]: { A: [HOST], AAAA: [V6] } };
    const places = {
      ...plan.places,
      [`[${V6}]:443`]: { certificate: kit.good, handler: file("old site", {}, 404) },
    };
    expect(await problemsOf({ ...plan, zone, places })).toEqual([
      "broken",
      "error well-known-differs-by-address",
    ]);
  });

  test("well-known-points-to-itself-without-service", async () => {
    const site = file('{"m.server":"example.com:443"}');
    expect(await problemsOf(behindWellKnown(site))).toEqual([
      "broken",
      "error not-a-homeserver",
      "error well-known-points-to-itself-without-service",
    ]);
  });

  test("well-known-no-port is an info", async () => {
    const plan = behindWellKnown(file('{"m.server":"matrix.example.com"}'));
    const places = {
      ...plan.places,
      [`${OTHER}:8448`]: { certificate: kit.delegated, handler: homeserver({ name: NAME }) },
    };
    expect(await problemsOf({ ...plan, places })).toEqual(["good", "info well-known-no-port"]);
  });

  test("that are absent are no problem where 8448 answers", async () => {
    const plan = direct();
    const places = {
      ...plan.places,
      [`${HOST}:443`]: { certificate: kit.good, handler: file("<html>my site", {}, 200) },
    };
    expect(await problemsOf({ ...plan, places })).toEqual(["good"]);
  });
});

describe("SRV records", () => {
  const FED = "_matrix-fed._tcp.example.com";
  const OLD = "_matrix._tcp.example.com";
  const onTarget = (): WorldPlan => ({
    zone: ZONE,
    places: { [`${OTHER}:443`]: { certificate: kit.good, handler: homeserver({ name: NAME }) } },
  });

  test("srv-lookup-error, although 8448 answers", async () => {
    expect(await problemsOf(withSrv({ [FED]: { rcode: "SERVFAIL" } }))).toEqual([
      "broken",
      "error srv-lookup-error",
    ]);
    expect(await problemsOf(withSrv({ [OLD]: { rcode: "REFUSED" } }))).toEqual([
      "broken",
      "error srv-lookup-error",
    ]);
  });

  test("srv-null-target", async () => {
    expect(await problemsOf(withSrv({ [OLD]: { SRV: [srv(".", 0)] } }))).toEqual([
      "broken",
      "error srv-null-target",
    ]);
  });

  test("srv-target-cname is a warning", async () => {
    const records: Zone = {
      [OLD]: { SRV: [srv("alias.example.com", 443)] },
      "alias.example.com": { CNAME: "matrix.example.com", chase: true },
    };
    expect(await problemsOf(withSrv(records, onTarget()))).toEqual([
      "good",
      "warning srv-target-cname",
    ]);
  });

  test("srv-target-unresolvable", async () => {
    expect(await problemsOf(withSrv({ [OLD]: { SRV: [srv("gone.example.com", 443)] } }))).toEqual([
      "broken",
      "error srv-target-unresolvable",
    ]);
  });

  test("srv-fed-only is good today", async () => {
    const records: Zone = { [FED]: { SRV: [srv("matrix.example.com", 443)] } };
    expect(await problemsOf(withSrv(records, onTarget()))).toEqual([
      "good",
      "warning srv-fed-only",
    ]);
  });

  test("srv-fed-dead-shadows-legacy", async () => {
    const records: Zone = {
      [FED]: { SRV: [srv("matrix.example.com", 9999)] },
      [OLD]: { SRV: [srv("matrix.example.com", 443)] },
    };
    expect(await problemsOf(withSrv(records, onTarget()))).toEqual([
      "broken",
      "error port-refused",
      "error srv-fed-dead-shadows-legacy",
    ]);
  });

  test("srv-first-target-dead is a warning", async () => {
    const records: Zone = {
      [OLD]: { SRV: [srv("matrix.example.com", 443, 20), srv(NAME, 9999, 10)] },
    };
    expect(await problemsOf(withSrv(records, onTarget()))).toEqual([
      "good",
      "warning srv-first-target-dead",
    ]);
  });

  test("srv-stale-beside-well-known is a warning", async () => {
    const records: Zone = {
      [OLD]: { SRV: [srv("old.example.com", 8448)] },
      "old.example.com": { A: ["192.0.2.99"] },
    };
    expect(await problemsOf(withSrv(records, behindWellKnown(DELEGATES)))).toEqual([
      "good",
      "warning srv-stale-beside-well-known",
    ]);
  });

  test.each([
    "_matrix._udp.example.com",
    "_matrix._tcp.matrix.example.com",
    "_matrix._tcp.example.com.example.com",
  ])("srv-wrong-service for %s", async (record) => {
    const records: Zone = { [record]: { SRV: [srv("matrix.example.com", 443)] } };
    expect(await problemsOf(withSrv(records))).toEqual(["good", "warning srv-wrong-service"]);
  });
});
