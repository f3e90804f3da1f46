import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { checkFederation } from "../../electron/engine/check-federation.ts";
import { parseServerName } from "../../shared/domain/server-name.ts";
import type { Era } from "../../shared/domain/era.ts";
import { issue, makeAuthority } from "./network/certificates.ts";
import type { LeafWishes, ServerCertificate, TestAuthority } from "./network/certificates.ts";
import { homeserver } from "./network/homeserver.ts";
import type { HomeserverWishes } from "./network/homeserver.ts";
import type { Zone } from "./network/name-server.ts";
import { startWorld } from "./network/world.ts";
import type { Handler, Place, World, WorldPlan } from "./network/world.ts";

const NAME = "example.com";
const HOST = "192.0.2.1";
const OTHER = "192.0.2.2";
const V6 = "2001:db8::1";

let trusted: TestAuthority;
let foreign: TestAuthority;
let staging: TestAuthority;
let good: ServerCertificate;
let delegated: ServerCertificate;
let world: World | undefined;

beforeAll(async () => {
  [trusted, foreign, staging] = await Promise.all([
    makeAuthority("Lab"),
    makeAuthority("Private"),
    makeAuthority("(STAGING) Lab"),
  ]);
  good = await issue(trusted, { names: [NAME, "*.example.com"] });
  delegated = await issue(trusted, { names: ["matrix.example.com"] });
});
afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function check(
  plan: WorldPlan,
  options: { name?: string; audience?: readonly Era[]; client?: boolean; now?: number } = {},
) {
  world = await startWorld({ caFiles: [trusted.pem], ...plan });
  const name = parseServerName(options.name ?? NAME);
  if (!name.ok) throw new Error(name.error.why);
  const clock = { now: () => options.now ?? Date.now(), sleep: () => Promise.resolve() };
  return checkFederation({ network: world.network, clock }, name.value, {
    audience: options.audience ?? [],
    client: options.client ?? false,
    ownVersion: null,
  });
}

/** Severity and code of every problem, errors first. */
async function problemsOf(plan: WorldPlan, options: Parameters<typeof check>[1] = {}) {
  const report = await check(plan, options);
  return [report.verdict, ...report.problems.map((each) => `${each.severity} ${each.code}`).toSorted()];
}

const ZONE: Zone = { [NAME]: { A: [HOST] }, "matrix.example.com": { A: [OTHER] } };

/** A homeserver that ends TLS on 8448 of its own name. */
function direct(place: Partial<Place> = {}, wishes: Partial<HomeserverWishes> = {}): WorldPlan {
  const handler = homeserver({ name: NAME, ...wishes });
  return { zone: ZONE, places: { [`${HOST}:8448`]: { certificate: good, handler, ...place } } };
}

/** A site with a well-known file for `matrix.example.com:443`, and the homeserver there. */
function behindWellKnown(site: Handler, place: Partial<Place> = {}, web: Partial<Place> = {}): WorldPlan {
  const handler = homeserver({ name: NAME });
  return {
    zone: ZONE,
    places: {
      [`${HOST}:443`]: { certificate: good, handler: site, ...web },
      [`${OTHER}:443`]: { certificate: delegated, handler, ...place },
    },
  };
}

const file =
  (body: string, headers: { [name: string]: string } = {}, status = 200): Handler =>
  (request, response) => {
    if (request.url === "/.well-known/matrix/server") response.writeHead(status, headers).end(body);
    else response.writeHead(404).end("<html>no such page");
  };
const DELEGATES = file('{"m.server":"matrix.example.com:443"}');

const withSrv = (records: Zone, plan: WorldPlan = direct()): WorldPlan => ({ ...plan, zone: { ...plan.zone, ...records } });
const srv = (target: string, port: number, priority = 10) => ({ priority, weight: 5, port, target });

describe("a good server", () => {
  test("on 8448 of its own name has no problem", async () => {
    const report = await check(direct());
    expect(report).toMatchObject({
      verdict: "good",
      problems: [],
      addresses: [
        {
          address: HOST,
          family: 4,
          tcp: "open",
          tls: { version: "1.3", versions: ["1.2", "1.3"], complete: true, matches: true, issuerKind: "public" },
          version: { status: 200, software: "Synapse 1.160.0" },
          keys: { serverName: NAME, matches: true, faults: [] },
        },
      ],
    });
    expect(report.eras.inbound["0.34"].verdict).toBe("reached");
  });

  test("behind a well-known file is good for all but 0.34", async () => {
    const report = await check(behindWellKnown(DELEGATES));
    expect(report.problems).toEqual([]);
    expect(report.wellKnown).toMatchObject({ state: "delegates", mServer: "matrix.example.com:443", status: 200 });
    expect(report.eras.inbound["1.0"].verdict).toBe("reached");
    expect(report.eras.inbound["0.34"].verdict).toBe("unreachable");
  });

  test("under an IP literal with a certificate for it is good", async () => {
    const certificate = await issue(trusted, { names: [HOST] });
    const plan = { zone: {}, places: { [`${HOST}:8448`]: { certificate, handler: homeserver({ name: HOST }) } } };
    expect(await problemsOf(plan, { name: HOST })).toEqual(["good"]);
  });

  test("under a name with a port is good and asks for no file", async () => {
    const plan = { zone: ZONE, places: { [`${HOST}:8000`]: { certificate: good, handler: homeserver({ name: "example.com:8000" }) } } };
    const report = await check(plan, { name: "example.com:8000" });
    expect([report.verdict, report.wellKnown, report.problems]).toEqual(["good", null, []]);
  });

  test("is told where people log in, proven from outside", async () => {
    const site: Handler = (request, response) => {
      if (request.url !== "/.well-known/matrix/client") return DELEGATES(request, response);
      response.writeHead(200, { "access-control-allow-origin": "*" });
      response.end('{"m.homeserver":{"base_url":"https://matrix.example.com/"}}');
    };
    const { client } = await check(behindWellKnown(site), { client: true });
    expect(client).toEqual({
      homeserver: "https://matrix.example.com",
      discovered: true,
      proven: true,
      versions: ["v1.11"],
      cors: true,
      problems: [],
    });
  });

  test("may have an era in its audience that reaches it, and none that does not", async () => {
    const plan = behindWellKnown(DELEGATES);
    expect(await problemsOf(plan, { audience: ["0.99", "1.0"] })).toEqual(["good"]);
    await world?.close();
    expect(await problemsOf(plan, { audience: ["0.34"] })).toEqual(["broken", "error port-refused"]);
  });
});

describe("certificates", () => {
  const cases: readonly [string, LeafWishes, () => TestAuthority][] = [
    ["cert-name-mismatch", { names: ["other.example"] }, () => trusted],
    ["cert-expired", { names: [NAME], fromDays: -90, toDays: -1 }, () => trusted],
    ["cert-not-yet-valid", { names: [NAME], fromDays: 1, toDays: 90 }, () => trusted],
    ["cert-cn-only", { names: [NAME], cnOnly: true }, () => trusted],
    ["cert-incomplete-chain", { names: [NAME], leafOnly: true }, () => trusted],
    ["cert-self-signed", { names: [NAME], selfSigned: true }, () => trusted],
    ["cert-staging", { names: [NAME] }, () => staging],
    ["cert-untrusted-issuer", { names: [NAME] }, () => foreign],
  ];
  test.each(cases)("%s", async (code, wishes, authority) => {
    const certificate = await issue(authority(), wishes);
    expect(await problemsOf(direct({ certificate }))).toEqual(["broken", `error ${code}`]);
  });

  test("of a staging CA whose root was given are trusted", async () => {
    const certificate = await issue(staging, { names: [NAME] });
    expect(await problemsOf({ ...direct({ certificate }), caFiles: [staging.pem] })).toEqual(["good"]);
  });

  test("are judged at the moment that was given", async () => {
    const later = Date.now() + 61 * 86_400_000;
    const problems = await problemsOf(direct({}, { validUntil: later + 1 }), { now: later });
    expect(problems).toEqual(["broken", "error cert-expired"]);
  });
});

describe("TLS and ports", () => {
  test("tls-not-spoken", async () => {
    const plain = { zone: ZONE, places: { [`${HOST}:8448`]: { handler: homeserver({ name: NAME }) } } };
    expect(await problemsOf(plain)).toEqual(["broken", "error tls-not-spoken"]);
  });

  test("tls-not-spoken, where a server waits for a line", async () => {
    const raw: Place["raw"] = (socket) =>
      socket.on("data", (bytes) => bytes.includes("HTTP/1.1\r\n") && socket.end("HTTP/1.0 200 OK\r\n\r\n{}"));
    expect(await problemsOf({ zone: ZONE, places: { [`${HOST}:8448`]: { raw } } })).toEqual(["broken", "error tls-not-spoken"]);
  });

  test("tls-handshake-failed, where the name is not known", async () => {
    expect(await problemsOf(direct({ onlyNames: ["other.example"] }))).toEqual(["broken", "error tls-handshake-failed"]);
  });

  test("tls-handshake-failed, where the connection is cut", async () => {
    const raw: Place["raw"] = (socket) => socket.destroy();
    expect(await problemsOf({ zone: ZONE, places: { [`${HOST}:8448`]: { raw } } })).toEqual([
      "broken",
      "error tls-handshake-failed",
    ]);
  });

  test("response-timeout, where TCP opens and nobody speaks", async () => {
    const raw: Place["raw"] = () => {};
    expect(await problemsOf({ zone: ZONE, places: { [`${HOST}:8448`]: { raw } } })).toEqual(["broken", "error response-timeout"]);
  });

  test("response-timeout, where TLS opens and no answer comes", async () => {
    expect(await problemsOf(direct({ handler: () => {} }))).toEqual(["broken", "error response-timeout"]);
  });

  test("response-timeout, where an answer only drips", async () => {
    const handler: Handler = (_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(" "), 100);
      response.on("close", () => clearInterval(drip));
    };
    expect(await problemsOf(direct({ handler }))).toEqual(["broken", "error response-timeout"]);
  });

  test("port-refused", async () => {
    const problems = await problemsOf({ zone: ZONE, places: {} });
    expect(problems).toEqual(["broken", "error port-refused", "error well-known-unreachable"]);
  });

  test("a server of TLS 1.3 alone is good today, and not for 0.34", async () => {
    const report = await check(direct({ minVersion: "TLSv1.3" }));
    expect([report.verdict, report.eras.inbound["0.34"].why]).toEqual(["good", "tls-handshake-failed"]);
    expect(report.addresses[0]?.tls?.versions).toEqual(["1.3"]);
  });
});

describe("well-known files", () => {
  const cases: readonly [string, Handler][] = [
    ["well-known-missing", file("no", {}, 404)],
    ["well-known-missing", file("no", {}, 500)],
    ["well-known-bad-json", file("<html>{'m.server': 'matrix.example.com:443'}</html>")],
    ["well-known-bad-json", file("// comment\n{\"m.server\":\"matrix.example.com:443\"}")],
    ["well-known-no-m-server", file('{"server":"matrix.example.com:443"}')],
    ["well-known-no-m-server", file('{"m.server":5}')],
    ["well-known-redirect-loop", file("", { location: "/.well-known/matrix/server" }, 302)],
    ["well-known-too-large", file(`{"m.server":"matrix.example.com:443","x":"${"x".repeat(50 * 1024)}"}`)],
  ];
  test.each(cases)("%s", async (code, site) => {
    expect(await problemsOf(behindWellKnown(site))).toEqual(["broken", ...[`error ${code}`, "error port-refused"].toSorted()]);
  });

  test("well-known-bad-value", async () => {
    const problems = await problemsOf(behindWellKnown(file('{"m.server":"https://matrix.example.com"}')));
    expect(problems).toContain("error well-known-bad-value");
  });

  test("well-known-tls-invalid", async () => {
    const certificate = await issue(foreign, { names: [NAME] });
    expect(await problemsOf(behindWellKnown(DELEGATES, {}, { certificate }))).toEqual([
      "broken",
      "error port-refused",
      "error well-known-tls-invalid",
    ]);
  });

  test("well-known-unreachable, where port 443 speaks no TLS", async () => {
    const plan = behindWellKnown(DELEGATES);
    const places = { ...plan.places, [`${HOST}:443`]: { handler: DELEGATES } };
    expect(await problemsOf({ ...plan, places })).toEqual(["broken", "error port-refused", "error well-known-unreachable"]);
  });

  test("well-known-redirect-308 is a warning", async () => {
    const site: Handler = (request, response) => {
      if (request.url === "/moved") return void response.writeHead(200).end('{"m.server":"matrix.example.com:443"}');
      response.writeHead(308, { location: "https://example.com/moved" }).end();
    };
    expect(await problemsOf(behindWellKnown(site))).toEqual(["good", "warning well-known-redirect-308"]);
  });

  test("well-known-differs-by-address", async () => {
    const plan = behindWellKnown(DELEGATES);
    const zone = { ...ZONE, [NAME]: { A: [HOST], AAAA: [V6] } };
    const places = { ...plan.places, [`[${V6}]:443`]: { certificate: good, handler: file("old site", {}, 404) } };
    expect(await problemsOf({ ...plan, zone, places })).toEqual(["broken", "error well-known-differs-by-address"]);
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
    const places = { ...plan.places, [`${OTHER}:8448`]: { certificate: delegated, handler: homeserver({ name: NAME }) } };
    expect(await problemsOf({ ...plan, places })).toEqual(["good", "info well-known-no-port"]);
  });

  test("that are absent are no problem where 8448 answers", async () => {
    const plan = direct();
    const places = { ...plan.places, [`${HOST}:443`]: { certificate: good, handler: file("<html>my site", {}, 200) } };
    expect(await problemsOf({ ...plan, places })).toEqual(["good"]);
  });
});

describe("SRV records", () => {
  const FED = "_matrix-fed._tcp.example.com";
  const OLD = "_matrix._tcp.example.com";
  const onTarget = (): WorldPlan => ({
    zone: ZONE,
    places: { [`${OTHER}:443`]: { certificate: good, handler: homeserver({ name: NAME }) } },
  });

  test("srv-lookup-error, although 8448 answers", async () => {
    expect(await problemsOf(withSrv({ [FED]: { rcode: "SERVFAIL" } }))).toEqual(["broken", "error srv-lookup-error"]);
    await world?.close();
    expect(await problemsOf(withSrv({ [OLD]: { rcode: "REFUSED" } }))).toEqual(["broken", "error srv-lookup-error"]);
  });

  test("srv-null-target", async () => {
    expect(await problemsOf(withSrv({ [OLD]: { SRV: [srv(".", 0)] } }))).toEqual(["broken", "error srv-null-target"]);
  });

  test("srv-target-cname is a warning", async () => {
    const records: Zone = {
      [OLD]: { SRV: [srv("alias.example.com", 443)] },
      "alias.example.com": { CNAME: "matrix.example.com", chase: true },
    };
    expect(await problemsOf(withSrv(records, onTarget()))).toEqual(["good", "warning srv-target-cname"]);
  });

  test("srv-target-unresolvable", async () => {
    expect(await problemsOf(withSrv({ [OLD]: { SRV: [srv("gone.example.com", 443)] } }))).toEqual([
      "broken",
      "error srv-target-unresolvable",
    ]);
  });

  test("srv-fed-only is good today", async () => {
    const records: Zone = { [FED]: { SRV: [srv("matrix.example.com", 443)] } };
    expect(await problemsOf(withSrv(records, onTarget()))).toEqual(["good", "warning srv-fed-only"]);
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
    const records: Zone = { [OLD]: { SRV: [srv("matrix.example.com", 443, 20), srv(NAME, 9999, 10)] } };
    expect(await problemsOf(withSrv(records, onTarget()))).toEqual(["good", "warning srv-first-target-dead"]);
  });

  test("srv-stale-beside-well-known is a warning", async () => {
    const records: Zone = { [OLD]: { SRV: [srv("old.example.com", 8448)] }, "old.example.com": { A: ["192.0.2.99"] } };
    expect(await problemsOf(withSrv(records, behindWellKnown(DELEGATES)))).toEqual([
      "good",
      "warning srv-stale-beside-well-known",
    ]);
  });

  test.each(["_matrix._udp.example.com", "_matrix._tcp.matrix.example.com", "_matrix._tcp.example.com.example.com"])(
    "srv-wrong-service for %s",
    async (record) => {
      const records: Zone = { [record]: { SRV: [srv("matrix.example.com", 443)] } };
      expect(await problemsOf(withSrv(records))).toEqual(["good", "warning srv-wrong-service"]);
    },
  );
});

describe("addresses", () => {
  test("dns-no-address", async () => {
    expect(await problemsOf({ zone: {}, places: {} })).toEqual(["broken", "error dns-no-address", "error well-known-unreachable"]);
  });

  test("dns-lookup-error", async () => {
    expect(await problemsOf({ zone: { [NAME]: { rcode: "SERVFAIL" } }, places: {} })).toContain("error dns-lookup-error");
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
    const places = { [`[${V6}]:8448`]: { certificate: good, handler: homeserver({ name: NAME }) } };
    expect((await problemsOf({ zone, places })).slice(0, 2)).toEqual(["good", "warning ipv4-unreachable"]);
  });

  test("address-serves-something-else", async () => {
    const plan = direct();
    const certificate = await issue(trusted, { names: ["other.example"] });
    const places = { ...plan.places, [`${OTHER}:8448`]: { certificate, handler: file("x", {}, 404) } };
    expect(await problemsOf({ ...plan, zone: { [NAME]: { A: [HOST, OTHER] } }, places })).toEqual([
      "broken",
      "error address-serves-something-else",
    ]);
  });

  test("private-address is a warning, and an info where name servers were chosen", async () => {
    const zone = { [NAME]: { A: ["10.0.0.1"] } };
    const places = { "10.0.0.1:8448": { certificate: good, handler: homeserver({ name: NAME }) } };
    expect(await problemsOf({ zone, places })).toEqual(["good", "warning private-address"]);
    await world?.close();
    expect(await problemsOf({ zone, places, isRerouted: true })).toEqual(["good", "info private-address"]);
  });
});

describe("proxy and homeserver", () => {
  const API = "/_matrix/federation/v1/version";
  const page = (status: number, body?: string, location?: string): Partial<HomeserverWishes> => ({
    before: (path) => {
      if (!path.startsWith("/_matrix/")) return null;
      return { status, ...(body === undefined ? {} : { body }), ...(location === undefined ? {} : { location }) };
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
    ["federation-listener-missing", { before: (path) => (path.startsWith("/_matrix/key/") ? { status: 404 } : null) }],
    ["uri-decoded-by-proxy", { rewrite: (path) => decodeURIComponent(path) }],
    ["encoded-slash-rejected", { before: (path) => (/%2f/i.test(path) ? { status: 404 } : null) }],
    ["key-server-name-mismatch", { name: "other.example" }],
    ["keys-expired", { validUntil: Date.now() - 1000 }],
    ["keys-bad-signature", { spoil: (document) => void (document["valid_until_ts"] = Date.now() + 1e9) }],
    ["keys-bad-signature", { spoil: (document) => void (document["signatures"] = {}) }],
    ["keys-bad-signature", { spoil: (document) => void (document["verify_keys"] = {}) }],
  ];
  test.each(cases)("%s", async (code, wishes) => {
    expect(await problemsOf(direct({}, wishes))).toEqual(["broken", `error ${code}`]);
  });

  test.each([404, 503])("host-header-not-routed, where %i comes for a Host with a port only", async (status) => {
    const before: HomeserverWishes["before"] = (_, host) => (host.includes(":") ? { status } : null);
    const handler = homeserver({ name: NAME, before });
    expect(await problemsOf(behindWellKnown(DELEGATES, { handler }))).toEqual(["broken", "error host-header-not-routed"]);
  });

  test("body-limit-too-small is a warning", async () => {
    expect(await problemsOf(direct({}, { bodyLimit: 1024 * 1024 }))).toEqual(["good", "warning body-limit-too-small"]);
  });

  test("wrong-name-asked, where the machine's name was given", async () => {
    const problems = await problemsOf(
      { zone: ZONE, places: { [`${OTHER}:8448`]: { certificate: delegated, handler: homeserver({ name: NAME }) } } },
      { name: "matrix.example.com" },
    );
    expect(problems).toEqual(["broken", "error wrong-name-asked"]);
  });

  test("a server that only knows the four pages is not accused of anything", async () => {
    const before: HomeserverWishes["before"] = (path) =>
      path === API || path === "/_matrix/key/v2/server" ? null : { status: 404, body: "<html>nothing here" };
    expect(await problemsOf(direct({}, { before }))).toEqual(["good"]);
  });
});
