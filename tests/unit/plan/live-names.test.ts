import { describe, expect, test } from "vitest";
import { OWN, SERVER, WEB, WEBSITE } from "./situation-for.ts";
import { planFor, stepIds } from "./world-plan.ts";

const OLD = "198.51.100.99";
const LISTENING = { ...SERVER, listeners: [{ port: 8448, tls: true }] };

function site(...names: readonly string[]): object {
  return { certificate: { names, issuer: "public" } };
}

function srvTo(target: string, ttl = 3600): object {
  return { SRV: [{ priority: 10, weight: 5, port: 8448, target }], ttl };
}

/** The record leads to a live website of the domain; the homeserver serves at `matrix.example.com`. */
function toWebsite(names: readonly string[], control: object): object {
  return {
    format: 1,
    server: LISTENING,
    control,
    dns: {
      "example.com": { A: [WEB] },
      "www.example.com": { A: [WEB] },
      "_matrix._tcp.example.com": srvTo("www.example.com"),
      "matrix.example.com": { A: [OWN] },
    },
    https: { "example.com": WEBSITE, "www.example.com": site("www.example.com") },
    endpoints: { [`${OWN}:8448`]: site(...names) },
  };
}

/** The record leads to a machine before this one, whose port 8448 answers as `old` says. */
function toOld(old: object, dns: object = {}, ttl = 3600): object {
  return {
    format: 1,
    server: LISTENING,
    control: { web: "nobody" },
    dns: {
      "example.com": { A: [WEB] },
      "_matrix._tcp.example.com": srvTo("old.example.com", ttl),
      "old.example.com": { A: [OLD] },
      ...dns,
    },
    https: { "example.com": WEBSITE },
    endpoints: { ...old, [`${OWN}:8448`]: site("example.com") },
  };
}

const addresses = (plan: ReturnType<typeof planFor>): readonly string[] =>
  plan.publish.records
    .filter(({ type }) => type !== "SRV")
    .map(({ change, name }) => `${change} ${name}`);

const OLD_HOMESERVER = {
  [`${OLD}:8448`]: { ...site("old.example.com"), serverName: "example.com" },
};
const MATRIX_HERE = { "matrix.example.com": { A: [OWN] } };

describe("a name under which another machine answers", () => {
  test("is left alone where a file can name one that works (n-srvtarget-website-me)", () => {
    const plan = planFor(toWebsite(["example.com", "matrix.example.com"], { web: "me" }));
    expect(plan.publish.wellKnownServer).toEqual({ "m.server": "matrix.example.com:8448" });
    expect([plan.certificate, plan.consents, addresses(plan)]).toEqual([null, [], []]);
  });

  test("is left alone where the record can lead to one that works (n-srvtarget-website)", () => {
    const plan = planFor(toWebsite(["example.com"], { web: "nobody" }));
    expect(stepIds(plan)).toEqual(["record-srv-fed", "record-srv-legacy", "prove"]);
    expect([plan.delegation.delegatedName, plan.consents]).toEqual(["matrix.example.com", []]);
    expect(addresses(plan)).toEqual([]);
  });

  test("leads here only with consent where there is no other (n-matrix-elsewhere)", () => {
    const plan = planFor({
      format: 1,
      server: SERVER,
      dns: { "example.com": { A: [WEB] }, "matrix.example.com": { A: ["198.51.100.33"] } },
      https: { "example.com": WEBSITE, "matrix.example.com": site("matrix.example.com") },
    });
    expect(addresses(plan)).toEqual(["change matrix.example.com"]);
    expect(plan.consents).toEqual([
      {
        code: "consent-live-name",
        data: { name: "matrix.example.com", addresses: "198.51.100.33" },
      },
    ]);
  });

  test("needs no consent where nobody answers under it at its address", () => {
    const plan = planFor(toOld({}));
    expect(stepIds(plan)).toEqual(["record-a-198-51-100-7", "wait-addresses", "prove"]);
    expect(plan.consents).toEqual([]);
  });

  test("counts as such with a homeserver of others, or with something without TLS, at 8448", () => {
    for (const there of [{ ...site("old.example.com"), serverName: "other.example" }, {}]) {
      const plan = planFor(toOld({ [`${OLD}:8448`]: there }), { delegatedName: "old.example.com" });
      expect(plan.consents.map(({ code }) => code)).toEqual(["consent-live-name"]);
    }
  });
});

describe("a record that leads to a machine before this one", () => {
  test("leads to a name that works already, where there is one (x-srvcname-other)", () => {
    const alias = {
      "matrix.example.com": { CNAME: "host.example.com" },
      "host.example.com": { A: [OWN] },
    };
    const plan = planFor(toOld({}, alias));
    expect(addresses(plan)).toEqual([]);
    expect(plan.publish.records.map(({ value }) => value)).toEqual([
      "10 5 8448 host.example.com",
      "10 5 8448 host.example.com",
    ]);
  });

  test("is changed alone, with no new port, beside a name that works (m-srvttl)", () => {
    const plan = planFor(toOld(OLD_HOMESERVER, MATRIX_HERE, 172_800));
    expect(stepIds(plan)).toEqual(["record-srv-fed", "record-srv-legacy", "prove"]);
    expect(plan.delegation.port).toBe(8448);
  });

  test("stays, with the port that serves, where its target is moved here (n-srvold-b)", () => {
    const plan = planFor(toOld(OLD_HOMESERVER));
    expect(stepIds(plan)).toEqual(["record-a-198-51-100-7", "wait-addresses", "prove"]);
    expect([plan.delegation.port, plan.consents]).toEqual([8448, []]);
  });
});
