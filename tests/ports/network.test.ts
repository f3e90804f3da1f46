import { afterEach, describe, expect, test } from "vitest";
import { createDns } from "../../electron/adapters/dns.ts";
import { createNetwork } from "../../electron/adapters/network.ts";
import { parseConnectTo } from "../../electron/adapters/network-connect.ts";
import { judgeKeys } from "../../electron/adapters/network-keys.ts";
import { createTrust, isCaFile } from "../../electron/adapters/trust.ts";
import { issue } from "./network/certificates.ts";
import { file, HOST, kit, NAME, OTHER, useKit, V6 } from "./network/checked.ts";
import { IMPATIENT, startWorld } from "./network/world.ts";
import type { Handler, Place, World, WorldPlan } from "./network/world.ts";

useKit();
let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function open(
  places: WorldPlan["places"],
  zone: WorldPlan["zone"] = { [NAME]: { A: [HOST] } },
  waits: WorldPlan["waits"] = {},
) {
  world = await startWorld({ zone, places, waits, caFiles: [kit.trusted.pem] });
  return world.network;
}

const site = (handler: Handler, more: Partial<Place> = {}) => ({
  [`${HOST}:443`]: { certificate: kit.good, handler, ...more },
});
const wellKnown = { ask: "well-known", host: NAME, file: "server" } as const;

describe("a well-known fetch", () => {
  test("lists each redirect and keeps lower-case headers", async () => {
    const network = await open(
      site((request, response) => {
        if (request.url === "/there?x=1")
          return void response.writeHead(200, { "Cache-Control": "max-age=60" }).end("{}");
        response.writeHead(302, { location: "/there?x=1" }).end();
      }),
    );
    const { hops, loop } = await network.observe(wellKnown);
    expect(hops.map((hop) => hop.url)).toEqual([
      "https://example.com/.well-known/matrix/server",
      "https://example.com/there?x=1",
    ]);
    expect(loop).toBe(false);
    expect(hops[1]?.outcome).toMatchObject({
      status: 200,
      body: "{}",
      headers: { "cache-control": "max-age=60" },
    });
  });

  test("stops after twenty redirects that never come twice", async () => {
    const network = await open(
      site((request, response) => {
        const step = Number(/\d+/.exec(request.url ?? "")?.[0] ?? "0");
        response.writeHead(301, { location: `https://example.com/${step + 1}` }).end();
      }),
    );
    const { hops, loop } = await network.observe(wellKnown);
    expect([hops.length, loop]).toEqual([21, true]);
  });

  test("reads 50 KiB and no byte more", async () => {
    const network = await open(site(file("x".repeat(50 * 1024 + 1))));
    const outcome = (await network.observe(wellKnown)).hops[0]?.outcome;
    expect(outcome?.kind === "answered" && [outcome.body.length, outcome.truncated]).toEqual([
      50 * 1024,
      true,
    ]);
  });

  test("reads exactly 50 KiB whole", async () => {
    const network = await open(site(file("x".repeat(50 * 1024))));
    const outcome = (await network.observe(wellKnown)).hops[0]?.outcome;
    expect(outcome?.kind === "answered" && [outcome.body.length, outcome.truncated]).toEqual([
      50 * 1024,
      false,
    ]);
  });

  test("still reads what a site with a bad certificate serves", async () => {
    const certificate = await issue(kit.foreign, { names: ["other.example"] });
    const network = await open(site(file('{"m.server":"x"}'), { certificate }));
    expect((await network.observe(wellKnown)).hops[0]?.outcome).toMatchObject({
      kind: "answered",
      body: '{"m.server":"x"}',
      certificate: { names: ["other.example"], issuer: "private" },
    });
  });

  test("tells which addresses differ, and which are dead", async () => {
    const zone = { [NAME]: { A: [HOST, OTHER, "192.0.2.3"], AAAA: [V6] } };
    const other = { certificate: kit.good, handler: file("other") };
    const network = await open(
      {
        ...site(file("one")),
        [`${OTHER}:443`]: other,
        [`[${V6}]:443`]: { certificate: kit.good, handler: file("one") },
      },
      zone,
    );
    const { byAddress } = await network.observe(wellKnown);
    expect(Object.entries(byAddress).map(([address, { kind }]) => [address, kind])).toEqual([
      [OTHER, "answered"],
      ["192.0.2.3", "refused"],
    ]);
  });

  test("ends when a site drips", async () => {
    const drips = site((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write("x"), 50);
      response.on("close", () => clearInterval(drip));
    });
    const network = await open(drips, { [NAME]: { A: [HOST] } }, IMPATIENT);
    expect((await network.observe(wellKnown)).hops[0]?.outcome.kind).toBe("silent");
  });

  test.each(["ftp://example.com/", "https://", "\u0000"])(
    "follows no redirect to %j",
    async (location) => {
      const network = await open(
        site((_, response) => response.writeHead(302, { location: encodeURI(location) }).end()),
      );
      const { hops } = await network.observe(wellKnown);
      expect(hops.every((hop) => hop.url.startsWith("https://example.com/"))).toBe(true);
    },
  );
});

describe("an endpoint", () => {
  const endpoint = {
    ask: "endpoint",
    address: HOST,
    port: 8448,
    sni: NAME,
    hostHeader: NAME,
  } as const;

  test("shows IP addresses of its certificate in one spelling", async () => {
    const certificate = await issue(kit.trusted, { names: [NAME, HOST, "2001:db8:0:0:0:0:0:1"] });
    const network = await open({ [`${HOST}:8448`]: { certificate, handler: file("") } });
    const { tls } = await network.observe(endpoint);
    expect(tls?.spoken === true && tls.certificate.names).toEqual([NAME, HOST, "2001:db8::1"]);
  });

  test("that sends its chain in the wrong order is complete all the same", async () => {
    const [leaf = "", middle = ""] = kit.good.cert.split(/(?<=-----END CERTIFICATE-----)\n/);
    const root = kit.trusted.pem;
    const network = await open({
      [`${HOST}:8448`]: {
        certificate: { ...kit.good, cert: [leaf, root, middle].join("\n") },
        handler: file(""),
      },
    });
    const { tls } = await network.observe(endpoint);
    expect(tls?.spoken === true && [tls.certificate.issuer, tls.certificate.complete]).toEqual([
      "public",
      true,
    ]);
  });

  test("is asked over a handful of connections", async () => {
    const network = await open({ [`${HOST}:8448`]: { certificate: kit.good, handler: file("") } });
    await network.observe(endpoint);
    // The seventh comes after the others, and only where the version page is not there.
    expect(world?.accepted[`${HOST}:8448`]).toBeLessThanOrEqual(7);
  });

  test("of TLS 1.2 alone is told so", async () => {
    const network = await open({
      [`${HOST}:8448`]: { certificate: kit.good, handler: file(""), maxVersion: "TLSv1.2" },
    });
    const { tls } = await network.observe(endpoint);
    expect(tls?.spoken === true && tls.versions).toEqual(["1.2"]);
  });
});

describe("plain and verified fetches", () => {
  test("a plain one follows nothing", async () => {
    const network = await open({
      [`${HOST}:80`]: {
        handler: (_, response) => response.writeHead(301, { location: "https://x/" }).end("moved"),
      },
    });
    expect(await network.fetchPlain(NAME, "/.well-known/acme-challenge/t")).toMatchObject({
      kind: "answered",
      status: 301,
      body: "moved",
    });
  });

  test("a plain one says why nothing came", async () => {
    const network = await open({});
    expect(await network.fetchPlain(NAME, "/")).toEqual({ kind: "failed", why: "refused" });
    expect(await network.fetchPlain("nobody.example", "/")).toEqual({
      kind: "failed",
      why: "no-address",
    });
  });

  test("a verified one follows redirects and refuses a bad certificate", async () => {
    const handler: Handler = (request, response) => {
      if (request.url === "/end") response.end("here");
      else response.writeHead(307, { location: "/end" }).end();
    };
    const network = await open(site(handler));
    expect(await network.fetchVerified("https://example.com/start")).toMatchObject({
      status: 200,
      body: "here",
    });
    await world?.close();
    const certificate = await issue(kit.trusted, { names: [NAME], cnOnly: true });
    const strict = await open(site(handler, { certificate }));
    expect(await strict.fetchVerified("https://example.com/start")).toEqual({
      kind: "failed",
      why: "cert-cn-only",
    });
    expect(await strict.fetchVerified("http://example.com/")).toEqual({
      kind: "failed",
      why: "not-https",
    });
  });
});

describe("the options", () => {
  test.each([
    [
      "example.com:443:127.0.0.1:8443",
      { host: "example.com", port: 443, address: "127.0.0.1", toPort: 8443 },
    ],
    ["::127.0.0.1:8443", { host: "", port: null, address: "127.0.0.1", toPort: 8443 }],
    [
      "[2001:db8::1]:443:[::1]:8443",
      { host: "2001:db8::1", port: 443, address: "::1", toPort: 8443 },
    ],
    ["example.com:443:localhost:8443", null],
    ["example.com:443:127.0.0.1", null],
    ["example.com:0:127.0.0.1:1", null],
    ["example.com:443:127.0.0.1:70000", null],
  ])("--connect-to %s", (text, entry) => {
    expect(parseConnectTo(text)).toEqual(entry);
  });

  test("--connect-to gives a name that DNS does not know an address, and meets SRV targets by name", async () => {
    world = await startWorld({
      zone: {},
      places: { [`${HOST}:8448`]: { certificate: kit.good, handler: file("") } },
    });
    const network = createNetwork({
      dns: createDns({
        servers: [{ address: "127.0.0.1", port: 1 }],
        waits: { tryMs: 100, resendMs: 50 },
      }),
      trust: createTrust([]),
      connectTo: [{ host: "Target.Example", port: 8448, address: "127.0.0.1", toPort: 1 }],
    });
    const seen = await network.observe({ ask: "addresses", host: "target.example" });
    expect(seen.a).toEqual({ rcode: "NOERROR", records: ["127.0.0.1"], ttl: 0 });
    const met = await network.observe({
      ask: "endpoint",
      address: "127.0.0.1",
      port: 8448,
      sni: NAME,
      hostHeader: NAME,
    });
    expect(met.tcp).toBe("refused");
  });

  test("--ca-file takes PEM that holds certificates alone", () => {
    expect([
      isCaFile(kit.trusted.pem),
      isCaFile(`text\n${kit.trusted.pem}\n${kit.foreign.pem}`),
    ]).toEqual([true, true]);
    expect([
      isCaFile(""),
      isCaFile("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"),
    ]).toEqual([false, false]);
  });
});

describe("key documents", () => {
  test.each(["", "[]", "null", "<html>", '{"server_name":5}'])("that are none: %s", (text) => {
    expect(judgeKeys(text, 0)).toEqual({ serverName: null, validUntil: null, faults: ["missing"] });
  });

  test("with numbers that have no canonical form are not signed", () => {
    const text =
      '{"server_name":"x","valid_until_ts":9e15,"verify_keys":{"ed25519:1":{"key":"AAAA"}},"extra":1.5}';
    expect(judgeKeys(text, 0).faults).toEqual(["bad-signature"]);
  });

  test("without an ed25519 key", () => {
    const text = '{"server_name":"x","valid_until_ts":1,"verify_keys":{"rsa:1":{"key":"AAAA"}}}';
    expect(judgeKeys(text, 2).faults).toEqual(["expired", "no-key"]);
  });
});
