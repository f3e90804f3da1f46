import { describe, expect, test } from "vitest";
import { issue } from "./network/certificates.ts";
import {
  behindWellKnown,
  check,
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
import type { HomeserverWishes } from "./network/homeserver.ts";

useKit();

describe("addresses", () => {
  test("dns-no-address", async () => {
    expect(await problemsOf({ zone: {}, places: {} })).toEqual([
      "broken",
      "error dns-no-address",
      "error well-known-unreachable",
    ]);
  });

  test("dns-lookup-error", async () => {
    expect(await problemsOf({ zone: { [NAME]: { rcode: "SERVFAIL" } }, places: {} })).toContain(
      "error dns-lookup-error",
    );
  });

  test("dns-lookup-error beside srv-lookup-error, where the whole zone fails", async () => {
    const failing = { rcode: "SERVFAIL" } as const;
    const zone = { [NAME]: failing, "_matrix-fed._tcp.example.com": failing };
    expect(await problemsOf({ zone, places: {} })).toEqual([
      "broken",
      "error dns-lookup-error",
      "error srv-lookup-error",
    ]);
  });

  test("ipv6-unreachable is a warning", async () => {
    const plan = direct();
    expect(await problemsOf({ ...plan, zone: { [NAME]: { A: [HOST], AAAA: [V6] } } })).toEqual([
      "good",
      "warning ipv6-unreachable",
    ]);
  });

  test("ipv4-unreachable is a warning", async () => {
    const zone = { [NAME]: { A: [HOST, OTHER], AAAA: [V6] } };
    const places = {
      [`[${V6}]:8448`]: { certificate: kit.good, handler: homeserver({ name: NAME }) },
    };
    expect((await problemsOf({ zone, places })).slice(0, 2)).toEqual([
      "good",
      "warning ipv4-unreachable",
    ]);
  });

  test("address-serves-something-else", async () => {
    const plan = direct();
    const certificate = await issue(kit.trusted, { names: ["other.example"] });
    const places = {
      ...plan.places,
      [`${OTHER}:8448`]: { certificate, handler: file("x", {}, 404) },
    };
    expect(await problemsOf({ ...plan, zone: { [NAME]: { A: [HOST, OTHER] } }, places })).toEqual([
      "broken",
      "error address-serves-something-else",
    ]);
  });

  test("private-address is a warning, and an info where name servers were chosen", async () => {
    const zone = { [NAME]: { A: ["10.0.0.1"] } };
    const places = {
      "10.0.0.1:8448": { certificate: kit.good, handler: homeserver({ name: NAME }) },
    };
    expect(await problemsOf({ zone, places })).toEqual(["good", "warning private-address"]);
    expect(await problemsOf({ zone, places, isRerouted: true })).toEqual([
      "good",
      "info private-address",
    ]);
  });
});

describe("proxy and homeserver", () => {
  const API = "/_matrix/federation/v1/version";
  const page = (status: number, body?: string, location?: string): Partial<HomeserverWishes> => ({
    before: (path) => {
      if (!path.startsWith("/_matrix/")) return null;
      return {
        status,
        ...(body === undefined ? {} : { body }),
        ...(location === undefined ? {} : { location }),
      };
    },
  });
  const cases: readonly [string, Partial<HomeserverWishes>][] = [
    ["upstream-down", page(502)],
    ["upstream-down", page(503)],
    ["upstream-down", page(504)],
    ["not-a-homeserver", page(404)],
    ["not-a-homeserver", page(200, "<html>welcome")],
    ["federation-api-redirected", page(301, "", "https://example.com/")],
    ["federation-api-forbidden", page(403)],
    ["federation-listener-missing", page(404, '{"errcode":"M_UNRECOGNIZED"}')],
    ["host-header-not-routed", page(421)],
    ["http-error", page(500)],
    [
      "federation-listener-missing",
      { before: (path) => (path.startsWith("/_matrix/key/") ? { status: 404 } : null) },
    ],
    ["uri-decoded-by-proxy", { rewrite: (path) => decodeURIComponent(path) }],
    ["encoded-slash-rejected", { before: (path) => (/%2f/i.test(path) ? { status: 404 } : null) }],
    ["key-server-name-mismatch", { name: "other.example" }],
    ["keys-expired", { validUntil: Date.now() - 1000 }],
    [
      "keys-bad-signature",
      { spoil: (document) => void (document["valid_until_ts"] = Date.now() + 1e9) },
    ],
    ["keys-bad-signature", { spoil: (document) => void (document["signatures"] = {}) }],
    ["keys-bad-signature", { spoil: (document) => void (document["verify_keys"] = {}) }],
  ];
  test.each(cases)("%s", async (code, wishes) => {
    expect(await problemsOf(direct({}, wishes))).toEqual(["broken", `error ${code}`]);
  });

  test.each([404, 503])(
    "host-header-not-routed, where %i comes for a Host with a port only",
    async (status) => {
      const before: HomeserverWishes["before"] = (_, host) =>
        host.includes(":") ? { status } : null;
      const handler = homeserver({ name: NAME, before });
      expect(await problemsOf(behindWellKnown(DELEGATES, { handler }))).toEqual([
        "broken",
        "error host-header-not-routed",
      ]);
    },
  );

  const everywhere = (status: number): Partial<HomeserverWishes> => ({
    before: () => ({ status, body: "404 page not found" }),
  });

  test("host-header-not-routed, where the proxy says 404 to everything", async () => {
    expect(await problemsOf(direct({}, everywhere(404)))).toEqual([
      "broken",
      "error host-header-not-routed",
    ]);
    expect(await problemsOf(direct({}, everywhere(404)), { audience: ["1.0"] })).toEqual([
      "broken",
      "error host-header-not-routed",
    ]);
  });

  test("not-a-homeserver, where a website shows its front page", async () => {
    const before: HomeserverWishes["before"] = (path) =>
      path === "/" ? { status: 200, body: "<html>welcome" } : { status: 404 };
    expect(await problemsOf(direct({}, { before }))).toEqual(["broken", "error not-a-homeserver"]);
  });

  test.each([
    ["too large", `{"server":{"version":"${"1".repeat(200_000)}"}}`],
    ["a list", "[]"],
    ["without a version", '{"server":{"name":"Synapse"}}'],
    ["a web page", "<html>"],
  ])("version-not-named is a warning, where the answer is %s", async (_, body) => {
    const before: HomeserverWishes["before"] = (path) =>
      path === API ? { status: 200, body } : null;
    const report = await check(direct({}, { before }));
    expect([report.verdict, report.problems.map(({ code }) => code)]).toEqual([
      "good",
      ["version-not-named"],
    ]);
    expect(report.eras.inbound["1.93"].verdict).toBe("reached");
  });

  test("a CA that was given is told apart from the public ones", async () => {
    const report = await check(direct());
    expect(report.addresses[0]?.tls).toMatchObject({ issuerKind: "public", fromCaFile: true });
  });

  test("keys-expired, at the moment that was given", async () => {
    const now = Date.now() + 2 * 86_400_000;
    expect(await problemsOf(direct(), { now })).toEqual(["broken", "error keys-expired"]);
  });

  test("body-limit-too-small is a warning", async () => {
    expect(await problemsOf(direct({}, { bodyLimit: 1024 * 1024 }))).toEqual([
      "good",
      "warning body-limit-too-small",
    ]);
  });

  test("wrong-name-asked, where the machine's name was given", async () => {
    const problems = await problemsOf(
      {
        zone: ZONE,
        places: {
          [`${OTHER}:8448`]: { certificate: kit.delegated, handler: homeserver({ name: NAME }) },
        },
      },
      { name: "matrix.example.com" },
    );
    expect(problems).toEqual(["broken", "error wrong-name-asked"]);
  });

  test("a server that only knows the four pages is not accused of anything", async () => {
    const before: HomeserverWishes["before"] = (path) =>
      path === API || path === "/_matrix/key/v2/server"
        ? null
        : { status: 404, body: "<html>nothing here" };
    expect(await problemsOf(direct({}, { before }))).toEqual(["good"]);
  });
});
