import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { check } from "../../../electron/engine/commands/check.ts";
import { eras } from "../../../electron/engine/commands/eras.ts";
import { look } from "../../../electron/engine/commands/look.ts";
import { plan } from "../../../electron/engine/commands/plan.ts";
import { LETS_ENCRYPT } from "../../../electron/engine/lets-encrypt.ts";
import type { Ports } from "../../../electron/engine/ports.ts";
import type { PlanRequest } from "../../../electron/engine/requests.ts";
import { openOutside } from "../../../electron/web/outside.ts";
import { CheckReport } from "../../../shared/api/check-document.ts";
import { refuse } from "../../../shared/domain/result.ts";
import { parseServerName } from "../../../shared/domain/server-name.ts";
import { answersTo } from "../../../shared/facts/answers-to.ts";
import type { Facts } from "../../../shared/facts/facts.ts";
import { parseWorld } from "../../../shared/facts/world-file.ts";
import { observeWorld } from "../../../shared/facts/world-observe.ts";
import type { World } from "../../../shared/facts/world-types.ts";
import { problem } from "../../../shared/problems/problem.ts";

const NOW = Date.parse("2026-11-23T00:00:00Z");

function worldOf(parts: object): World {
  const server = { name: "example.com", version: "1.150.0", addresses: ["198.51.100.7"] };
  const read = parseWorld({ format: 1, now: "2026-11-23T00:00:00Z", server, ...parts });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

/** The ports of a command over a modelled network; every login fails. */
function portsOver(world: World): Ports {
  const stateFolder = mkdtempSync(join(tmpdir(), "homeport-outside-"));
  const stop = new AbortController().signal;
  const outside = openOutside({ stateFolder, caPems: [], dnsServers: [], connectTo: [], stop });
  onTestFinished(() => {
    outside.close();
    rmSync(stateFolder, { recursive: true });
  });
  const { acme, store, digest } = outside;
  const observe = observeWorld(world);
  const closed = { kind: "failed", why: "refused" } as const;
  return {
    acme,
    store,
    digest,
    clock: { now: () => NOW, sleep: () => Promise.resolve() },
    network: {
      observe: (query) => {
        const answer = observe(query);
        return answersTo(query, answer) ? Promise.resolve(answer) : Promise.reject(new Error());
      },
      fetchPlain: () => Promise.resolve(closed),
      fetchVerified: () => Promise.resolve(closed),
    },
    hosts: {
      connect: () => Promise.resolve(refuse(problem("host-unreachable", { host: "vps" }))),
      describe: () => "root@vps:22",
    },
    approve: () => Promise.resolve(null),
    emit: () => undefined,
    stopping: () => false,
  };
}

function request(changes: Partial<PlanRequest> = {}): PlanRequest {
  const name = parseServerName("example.com");
  if (!name.ok) throw new Error(name.error.why);
  const acme = {
    directory: LETS_ENCRYPT.live,
    staging: null,
    profile: null,
    keyType: "ec256",
    email: null,
  } as const;
  const none = { now: null, withHost: false, webRoot: null, facts: null, world: null };
  return { name: name.value, answers: {}, acme, ...none, ...changes };
}

const codesOf = ({ problems }: { readonly problems: readonly { readonly code: string }[] }) =>
  problems.map(({ code }) => code);

const CERTIFICATE = {
  names: ["example.com"],
  issuer: "public",
  notBefore: "2026-11-01T00:00:00Z",
  notAfter: "2027-01-25T00:00:00Z",
};
const A = { "example.com": { A: ["198.51.100.7"] } };
const GOOD = { dns: A, endpoints: { "198.51.100.7:8448": { certificate: CERTIFICATE } } };

describe("the moment that was given", () => {
  test("decides in check and look whether a certificate holds", async () => {
    const ports = portsOver(worldOf(GOOD));
    const later = Date.parse("2040-01-01T00:00:00Z");
    const now = await check(ports, { ...request(), client: false });
    expect([now.exit, codesOf(now)]).toEqual([0, []]);
    const then = await check(ports, { ...request({ now: later }), client: false });
    expect([then.exit, codesOf(then)]).toEqual([1, ["cert-expired"]]);
    expect(codesOf(await look(ports, request({ now: later })))).toEqual(["cert-expired"]);
  });
});

describe("a check whose login fails", () => {
  test("tells in full what is seen from outside, and ends as the login did", async () => {
    const ports = portsOver(worldOf(GOOD));
    const ended = await check(ports, { ...request({ withHost: true }), client: false });
    expect([ended.exit, codesOf(ended)]).toEqual([69, ["host-unreachable"]]);
    expect(CheckReport.parse(ended.document)).toMatchObject({ verdict: "good", outbound: null });
  });
});

const ALIAS = {
  dns: {
    ...A,
    "alias.example.com": { CNAME: "matrix.example.com" },
    "matrix.example.com": { A: ["198.51.100.7"] },
    "_matrix-fed._tcp.example.com": {
      SRV: [{ priority: 10, weight: 5, port: 8448, target: "alias.example.com" }],
    },
    "_matrix._tcp.example.com": {
      SRV: [{ priority: 10, weight: 5, port: 8448, target: "alias.example.com" }],
    },
  },
  endpoints: { "198.51.100.7:8448": { certificate: CERTIFICATE } },
};
const EXPIRED = {
  dns: A,
  endpoints: {
    "198.51.100.7:8448": { certificate: { ...CERTIFICATE, notAfter: "2026-11-02T00:00:00Z" } },
  },
};
const HALF = {
  dns: { "example.com": { A: ["198.51.100.7"], AAAA: ["2001:db8::7"] } },
  endpoints: {
    "198.51.100.7:8448": { certificate: CERTIFICATE },
    "[2001:db8::7]:8448": { silent: true },
  },
};

describe.each([
  ["an SRV record that names an alias", ALIAS, 0, "srv-target-cname"],
  ["an expired certificate", EXPIRED, 1, "cert-expired"],
  ["an address that nobody answers at", HALF, 0, "ipv6-unreachable"],
])("%s", (_, parts, exit, code) => {
  // A plan names beside its steps only what it leaves as it is: an error is what it mends.
  const told = exit === 0 ? [code] : [];
  test("is named by eras, and by a plan that leaves it, in a world, live and by facts", async () => {
    const world = worldOf(parts);
    const ports = portsOver(world);
    const inWorld = await eras(ports, request({ world }));
    expect([inWorld.exit, codesOf(inWorld)]).toEqual([exit, [code]]);
    expect(codesOf(await plan(ports, request({ world })))).toEqual(told);
    const live = await eras(ports, request());
    expect([live.exit, codesOf(live)]).toEqual([exit, [code]]);
    const facts = (await look(ports, request())).document["replay"] as Facts;
    expect(codesOf(await eras(ports, request({ facts })))).toEqual([code]);
    expect(codesOf(await plan(ports, request({ facts })))).toEqual(told);
  });
});

test("a record under a name that nobody asks is named by eras, live and by facts", async () => {
  const stray = { SRV: [{ priority: 10, weight: 5, port: 443, target: "example.com" }] };
  const world = worldOf({ ...GOOD, dns: { ...A, "_matrix._tls.example.com": stray } });
  const ports = portsOver(world);
  expect(codesOf(await eras(ports, request()))).toEqual(["srv-wrong-service"]);
  const facts = (await look(ports, request())).document["replay"] as Facts;
  expect(codesOf(await eras(ports, request({ facts })))).toEqual(["srv-wrong-service"]);
});

test("another name than the world's own server is judged from outside", async () => {
  const world = worldOf({
    ...GOOD,
    server: { name: "other.example" },
    endpoints: { "198.51.100.7:8448": { certificate: CERTIFICATE, serverName: "example.com" } },
    dns: { "example.com": { A: ["198.51.100.7", "198.51.100.8"] } },
  });
  const ended = await eras(portsOver(world), request({ world }));
  expect([ended.exit, codesOf(ended)]).toEqual([0, ["ipv4-unreachable"]]);
});
