import { describe, expect, test } from "vitest";
import type { Answers } from "../../../shared/answers/answers.ts";
import { said } from "./told.ts";
import { inputOf, planFor } from "./world-plan.ts";
import { makePlan } from "../../../shared/plan/make-plan.ts";

const OWN = "198.51.100.7";
const WEB = "198.51.100.80";
const server = { name: "example.com", version: "1.160.0", install: "debian", addresses: [OWN] };
const record = (target: string, port = 8448) => ({
  SRV: [{ priority: 10, weight: 5, port, target }],
});
const split = { "example.com": { A: [WEB] }, "matrix.example.com": { A: [OWN] } };

/** A homeserver at PORT with a certificate for NAME. */
function at(name: string, port = 8448, address = OWN): object {
  const key = address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
  return { [key]: { certificate: { names: [name] } } };
}

/** A website whose file leads to VALUE. */
function file(value: string, client?: string): object {
  const base = { "m.homeserver": { base_url: client } };
  return {
    "example.com": {
      certificate: { names: ["example.com"], issuer: "public" },
      "/.well-known/matrix/server": { json: { "m.server": value } },
      ...(client === undefined ? {} : { "/.well-known/matrix/client": { json: base } }),
    },
  };
}

const byFile = {
  format: 1,
  server,
  dns: split,
  https: file("matrix.example.com:443", "https://matrix.example.com"),
  endpoints: at("matrix.example.com", 443),
};

/** A record for old software stands beside the file. */
const byBoth = {
  ...byFile,
  dns: { ...split, "_matrix._tcp.example.com": record("m.example.com") },
};

const byRecord = {
  format: 1,
  server,
  dns: { ...split, "_matrix._tcp.example.com": record("matrix.example.com", 443) },
  https: {},
  endpoints: at("example.com", 443),
};

describe("what works already is named as it is", () => {
  test.each<[string, object, string]>([
    [
      "by nothing published",
      { format: 1, server, dns: { "example.com": { A: [OWN] } }, endpoints: at("example.com") },
      "none example.com 8448",
    ],
    [
      "by a record that leads where peers go anyway",
      {
        format: 1,
        server,
        dns: { "example.com": { A: [OWN] }, "_matrix._tcp.example.com": record("example.com") },
        endpoints: at("example.com"),
      },
      "none example.com 8448",
    ],
    ["by a record", byRecord, "srv matrix.example.com 443"],
    [
      "by a record of the new kind",
      {
        ...byRecord,
        dns: {
          ...byRecord.dns,
          "_matrix-fed._tcp.example.com": record("matrix.example.com", 443),
        },
      },
      "srv matrix.example.com 443",
    ],
    ["by a file", byFile, "well-known matrix.example.com 443"],
    [
      "by a file without a port",
      { ...byFile, https: file("matrix.example.com"), endpoints: at("matrix.example.com") },
      "well-known matrix.example.com 8448",
    ],
    [
      "by a file and the record of the name that it gives",
      {
        ...byFile,
        dns: {
          "example.com": { A: [WEB] },
          "h.example.com": { A: [OWN] },
          "_matrix-fed._tcp.matrix.example.com": record("h.example.com", 443),
          "_matrix._tcp.matrix.example.com": record("h.example.com", 443),
        },
        https: file("matrix.example.com"),
      },
      "well-known matrix.example.com 443",
    ],
    [
      "by a file that gives an address",
      { ...byFile, https: file(`${OWN}:443`), endpoints: at(OWN, 443) },
      `well-known ${OWN} 443`,
    ],
    [
      "by a file that gives an IPv6 address",
      {
        ...byFile,
        server: { ...server, addresses: ["2001:db8::7"] },
        https: file("[2001:db8::7]:443"),
        endpoints: at("2001:db8::7", 443, "2001:db8::7"),
      },
      "well-known 2001:db8::7 443",
    ],
    [
      "by the port in the name",
      {
        format: 1,
        server: { ...server, name: "example.com:8000" },
        dns: { "example.com": { A: [OWN] } },
        endpoints: at("example.com", 8000),
      },
      "explicit-port example.com 8000",
    ],
  ])("%s", (_, world, way) => {
    const plan = planFor(world);
    const { method, delegatedName, port } = plan.delegation;
    expect(`${method} ${delegatedName} ${port}`).toBe(way);
    expect(plan.recommended).toBe(method);
    expect(plan.steps).toEqual([]);
    expect(plan.eras.end).toEqual(plan.eras.now);
    expect(plan.reasons.map(said)[0]).toMatch(/^works-already name=example.com/);
  });

  test("and what is published for peers and apps is shown as it stands", () => {
    expect(planFor(byBoth).publish).toEqual({
      wellKnownServer: { "m.server": "matrix.example.com:443" },
      wellKnownClient: { "m.homeserver": { base_url: "https://matrix.example.com" } },
      records: [
        {
          name: "_matrix._tcp.example.com",
          type: "SRV",
          ttl: 3600,
          value: "10 5 8448 m.example.com",
          change: "keep",
        },
      ],
    });
    expect(planFor(byRecord).publish).toMatchObject({
      wellKnownServer: null,
      wellKnownClient: null,
    });
  });

  test("whoever the audience is: the newest of it tells how", () => {
    const old = { ...byBoth, endpoints: { ...byBoth.endpoints, ...at("example.com", 8448) } };
    const dns = { ...old.dns, "m.example.com": { A: [OWN] } };
    expect(planFor({ ...old, dns }, { audience: ["0.34"] }).delegation.method).toBe("srv");
    expect(planFor({ ...old, dns }, { audience: ["0.34", "1.0"] }).delegation.method).toBe(
      "well-known",
    );
  });

  test("and an own version that reaches nobody in turn is told nevertheless", () => {
    const plan = planFor({ ...byFile, server: { ...server, version: "0.99.5" } });
    expect(plan.reasons.map(said)).toEqual([
      "works-already name=example.com",
      "own-version-deaf version=0.99.5 eras=1.93",
    ]);
  });
});

describe("what works already is left alone", () => {
  const isLeft = (world: object, answers: Answers): boolean => {
    const made = makePlan(inputOf(world, answers));
    return made.ok && made.value.reasons[0]?.code === "works-already";
  };

  test.each<[object, Answers]>([
    [byFile, { delegate: "auto" }],
    [byFile, { delegate: "well-known" }],
    [byFile, { delegatedName: "Matrix.Example.com" }],
    [byFile, { port: 443 }],
    [byFile, { certificate: "existing" }],
    [byFile, { keepSrv: "no" }],
    [byBoth, { keepSrv: "yes" }],
    [byBoth, {}],
    [byRecord, { keepSrv: "yes" }],
  ])("by answers that say the same (%#: %j)", (world, answers) => {
    expect(isLeft(world, answers)).toBe(true);
  });

  test.each<[object, Answers]>([
    [byFile, { delegate: "srv" }],
    [byFile, { delegatedName: "other.example.com" }],
    [byFile, { port: 8448 }],
    [byFile, { certificate: "acme" }],
    [byFile, { certificate: "own" }],
    [byBoth, { keepSrv: "no" }],
    [byRecord, { keepSrv: "no" }],
  ])("unless something else was asked for (%#: %j)", (world, answers) => {
    expect(isLeft(world, answers)).toBe(false);
  });
});
