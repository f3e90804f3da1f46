import { describe, expect, test } from "vitest";
import type { Answers } from "../../../shared/answers/answers.ts";
import { isHere, presentWays } from "../../../shared/plan/present-ways.ts";
import { fileTo, OWN, SERVER, situationFor, WEB } from "./situation-for.ts";

const NAME = "matrix.example.com";
const dns = { "example.com": { A: [WEB] }, [NAME]: { A: [OWN] } };
const expired = { names: ["example.com"], notAfter: "2020-01-01T00:00:00Z" };
const good = (port: number, ...names: string[]) => ({
  [`${OWN}:${port}`]: { certificate: { names } },
});

function ways(world: object, answers: Answers = {}): readonly string[] {
  return presentWays(situationFor({ dns, ...world }, answers)).map((way) =>
    [way.method, way.connectHost, way.port, `for ${way.certificateName}`, way.file].join(" "),
  );
}

const record = (target: string, port: number) => ({
  SRV: [{ priority: 10, weight: 5, port, target }],
});
const byRecord = (port = 8000) => ({
  dns: { ...dns, "_matrix._tcp.example.com": record(NAME, port) },
});

describe("the way of now", () => {
  test("is none where nobody is led anywhere", () => {
    expect(ways({})).toEqual([]);
    expect(ways({ dns: { "_matrix._tcp.example.com": { rcode: "SERVFAIL" } } })).toEqual([]);
  });

  test("is the file, wherever it leads, for the others would only be another detour", () => {
    const to = (value: string) => ways({ https: { "example.com": fileTo(value) } });
    expect(to(`${NAME}:8443`)).toEqual([`well-known ${NAME} 8443 for ${NAME} kept`]);
    expect(to(`dead.example:80`)).toEqual(["well-known dead.example 80 for dead.example kept"]);
    expect(to(`${OWN}:8443`)).toEqual([`well-known ${OWN} 8443 for ${OWN} kept`]);
  });

  test("is the file's name before the record that it leads over", () => {
    const over = {
      dns: { ...dns, "_matrix._tcp.d.example": record(NAME, 8000) },
      https: { "example.com": fileTo("d.example") },
    };
    expect(ways(over)).toEqual([`well-known ${NAME} 8000 for d.example kept`]);
  });

  test("is a record that works, or whose certificate was right once", () => {
    const way = `srv ${NAME} 8000 for example.com left`;
    const with_ = (certificate: object) =>
      ways({ ...byRecord(), endpoints: { [`${OWN}:8000`]: { certificate } } });
    expect(with_({ names: ["example.com"] })).toEqual([way]);
    expect(with_(expired)).toEqual([way]);
    expect(with_({ names: ["example.com"], complete: false })).toEqual([way]);
    expect(with_({ names: ["example.com"], notBefore: "2099-01-01T00:00:00Z" })).toEqual([way]);
  });

  test("is no record that never worked for those who look, nor one that nobody answers at", () => {
    const self = { names: ["example.com"], issuer: "self-signed" };
    for (const certificate of [self, { names: ["x.example"] }])
      expect(ways({ ...byRecord(), endpoints: { [`${OWN}:8000`]: { certificate } } })).toEqual([]);
    expect(ways(byRecord())).toEqual([]);
  });

  test("is the newer record's for the newest of the audience, the older one's for others", () => {
    const both = {
      dns: {
        ...byRecord().dns,
        "_matrix-fed._tcp.example.com": record(NAME, 8001),
      },
      endpoints: { ...good(8000, "example.com"), ...good(8001, "example.com") },
    };
    expect(ways(both)).toEqual([`srv ${NAME} 8001 for example.com left`]);
    expect(ways(both, { audience: ["0.34", "1.0"] })).toEqual([
      `srv ${NAME} 8000 for example.com left`,
    ]);
  });

  test("is not the usual port of the name itself", () => {
    const here = { dns: { "example.com": { A: [OWN] } }, endpoints: good(8448, "example.com") };
    expect(ways(here)).toEqual([]);
  });

  test("is passed over where another name or port was asked for", () => {
    const world = { ...byRecord(), endpoints: good(8000, "example.com") };
    expect(ways(world, { delegatedName: "MATRIX.example.com", port: 8000 })).toHaveLength(1);
    expect(ways(world, { delegatedName: "x.example.com" })).toEqual([]);
    expect(ways(world, { port: 8448 })).toEqual([]);
    expect(ways(world, { delegatedName: NAME, port: 8448 })).toEqual([]);
    expect(ways(world, { delegatedName: "x.example.com", port: 8000 })).toEqual([]);
  });
});

describe("a file behind a website whose certificate has run out", () => {
  const behind = (certificate: object, value = `${NAME}:8448`, more: object = {}) => ({
    https: { "example.com": { ...fileTo(value), certificate } },
    endpoints: good(8448, NAME),
    ...more,
  });
  const again = `well-known ${NAME} 8448 for ${NAME} believed-again`;

  test("is the first way where it is right and all behind it works", () => {
    expect(ways(behind(expired))).toEqual([again]);
    expect(ways(behind({ names: ["example.com"], complete: false }))).toEqual([again]);
  });

  test("is none where the certificate never was right, or the file leads to nobody", () => {
    expect(ways(behind({ names: ["example.com"], issuer: "self-signed" }))).toEqual([]);
    expect(ways(behind({ names: ["x.example"] }))).toEqual([]);
    expect(ways(behind(expired, "dead.example:8448"))).toEqual([]);
    expect(ways(behind(expired, `${NAME}:8448`, { endpoints: good(8448, "x.example") }))).toEqual(
      [],
    );
  });

  test("is none where it would help only some of the audience", () => {
    expect(ways(behind(expired), { audience: ["0.34", "1.93"] })).toEqual([]);
    expect(ways(behind(expired), { audience: ["0.99", "1.93"] })).toEqual([again]);
  });

  test("comes before the record that leads now", () => {
    const world = behind(expired, `${NAME}:8448`, {
      ...byRecord(),
      endpoints: { ...good(8448, NAME), ...good(8000, "example.com") },
    });
    expect(ways(world)).toEqual([again, `srv ${NAME} 8000 for example.com left`]);
  });
});

describe("a target that peers would reach without any record", () => {
  const situation = situationFor({
    server: { ...SERVER, addresses: [OWN, "198.51.100.8"] },
    dns: { "example.com": { A: [OWN, "198.51.100.8"] } },
  });
  const here = (port: number, ...addresses: string[]) =>
    isHere(situation, { host: NAME, port, addresses });

  test("has the usual port and no address but the name's own", () => {
    expect(here(8448, OWN)).toBe(true);
    expect(here(8448, OWN, "198.51.100.8")).toBe(true);
    expect(here(443, OWN)).toBe(false);
    expect(here(8448, OWN, WEB)).toBe(false);
    expect(here(8448)).toBe(false);
  });
});
