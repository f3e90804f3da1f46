import { describe, expect, test } from "vitest";
import type { Answers } from "../../../shared/answers/answers.ts";
import {
  presentDelegation,
  presentPlan,
  presentPublish,
} from "../../../shared/plan/nothing-to-do.ts";
import { fileTo, OWN, SERVER, situationFor, WEB } from "./situation-for.ts";

const NAME = "matrix.example.com";
const dns = { "example.com": { A: [WEB] }, [NAME]: { A: [OWN] } };
const good = (port: number, ...names: string[]) => ({
  [`${OWN}:${port}`]: { certificate: { names } },
});
const record = (target: string, port: number) => ({
  SRV: [{ priority: 10, weight: 5, port, target }],
});
const byFile = {
  dns,
  https: { "example.com": fileTo(`${NAME}:8448`) },
  endpoints: good(8448, NAME),
};
const byRecord = {
  dns: { ...dns, "_matrix._tcp.example.com": record(NAME, 8000) },
  endpoints: good(8000, "example.com"),
};

const codes = (world: object, answers: Answers = {}) =>
  presentPlan(situationFor(world, answers))?.reasons.map(({ code }) => code) ?? null;

describe("where everybody of the audience reaches the server", () => {
  test("nothing is to be done, nor without a known machine", () => {
    const plan = presentPlan(situationFor(byFile, {}, { host: null }));
    expect(plan).toMatchObject({
      hostKey: null,
      steps: [],
      consents: [],
      alternatives: [],
      certificate: null,
    });
    expect(codes(byFile)).toEqual(["works-already"]);
  });

  test("something is where one does not, or the person asked for something else", () => {
    expect(codes(byFile, { audience: ["0.34", "1.93"] })).toBeNull();
    const asked: readonly Answers[] = [
      { delegate: "srv" },
      { delegate: "none" },
      { delegatedName: "x.example.com" },
      { port: 443 },
      { certificate: "acme" },
      { certificate: "own" },
    ];
    for (const answers of asked) expect(codes(byFile, answers)).toBeNull();
  });

  test("nothing is where the person asked for what there is", () => {
    const same: readonly Answers[] = [
      { delegate: "auto" },
      { delegate: "well-known" },
      { delegatedName: "MATRIX.example.com" },
      { port: 8448 },
      { certificate: "existing" },
      { keepSrv: "no" },
    ];
    for (const answers of same) expect(codes(byFile, answers)).toEqual(["works-already"]);
  });

  test("records that the person wants gone are something to do, wherever they stand", () => {
    const both = { ...byFile, dns: { ...dns, "_matrix._tcp.example.com": record(NAME, 8448) } };
    expect(codes(both, { keepSrv: "no" })).toBeNull();
    expect(codes(both, { keepSrv: "yes" })).toEqual(["works-already"]);
    expect(codes(byRecord, { keepSrv: "no" })).toBeNull();
    const here = {
      dns: { "example.com": { A: [OWN] }, "_matrix._tcp.example.com": record("example.com", 8448) },
      endpoints: good(8448, "example.com"),
    };
    expect(codes(here, { keepSrv: "no" })).toBeNull();
    expect(codes(here, {})).toEqual(["works-already"]);
  });

  test("a record that leads old peers to nobody is named, and one that they can follow is not", () => {
    const stale = {
      ...byFile,
      dns: { ...dns, "_matrix._tcp.example.com": record("gone.example.com", 8000) },
    };
    expect(codes(stale)).toEqual(["works-already", "srv-stale"]);
    const dead = {
      ...stale,
      dns: { ...stale.dns, "gone.example.com": { A: ["198.51.100.9"] } },
    };
    expect(codes(dead)).toEqual(["works-already", "srv-stale"]);
    const taken = {
      ...dead,
      endpoints: {
        ...byFile.endpoints,
        "198.51.100.9:8000": { certificate: { names: ["x"] }, serverName: null },
      },
    };
    expect(codes(taken)).toEqual(["works-already", "srv-stale"]);
    const right = { ...byFile, dns: { ...dns, "_matrix._tcp.example.com": record(NAME, 8448) } };
    expect(codes(right)).toEqual(["works-already"]);
  });
});

describe("how peers are led today", () => {
  const led = (world: object, answers: Answers = {}) =>
    presentDelegation(situationFor(world, answers));

  test("is told by the file's own name, be it an address", () => {
    expect(led(byFile)).toEqual({ method: "well-known", delegatedName: NAME, port: 8448 });
    const to = (value: string) => led({ dns, https: { "example.com": fileTo(value) } });
    expect(to("[2001:db8::7]:8443")).toEqual({
      method: "well-known",
      delegatedName: "2001:db8::7",
      port: 8443,
    });
    expect(to(`${OWN}:80`)).toEqual({ method: "well-known", delegatedName: OWN, port: 80 });
  });

  test("is told by the record's target, or as nothing where that is the name itself", () => {
    expect(led(byRecord)).toEqual({ method: "srv", delegatedName: NAME, port: 8000 });
    const here = {
      dns: {
        "example.com": { A: [OWN] },
        "_matrix-fed._tcp.example.com": record(NAME, 8448),
        [NAME]: { A: [OWN] },
      },
    };
    expect(led(here)).toMatchObject({ method: "none", port: 8448 });
  });

  test("is told by the name where nothing is published, or it says where to go", () => {
    expect(led({ dns: { "example.com": { A: [OWN] } } })).toEqual({
      method: "none",
      delegatedName: "example.com",
      port: 8448,
    });
    const port = { server: { ...SERVER, name: "example.com:8000" }, dns };
    expect(led(port)).toMatchObject({ method: "explicit-port", port: 8000 });
    expect(led({ server: { ...SERVER, name: OWN } })).toMatchObject({ method: "ip-literal" });
  });

  test("is not told where nobody can tell: a look-up fails, or there is no audience", () => {
    expect(led({ dns: { "_matrix-fed._tcp.example.com": { rcode: "SERVFAIL" } } })).toBeNull();
    expect(presentDelegation({ ...situationFor(byFile), audience: [] })).toBeNull();
  });

  test("goes by the newest of the audience", () => {
    const two = {
      dns: { ...byRecord.dns, "_matrix-fed._tcp.example.com": record(NAME, 8001) },
      endpoints: { ...good(8000, "example.com"), ...good(8001, "example.com") },
    };
    expect(led(two)?.port).toBe(8001);
    expect(led(two, { audience: ["1.0", "0.34"] })?.port).toBe(8000);
  });
});

test("What is published is shown where it leads: a file that nobody goes by is not", () => {
  const shown = (method: "well-known" | "none") =>
    presentPublish(situationFor(byFile), { method, delegatedName: NAME, port: 8448 });
  expect(shown("well-known").wellKnownServer).toEqual({ "m.server": `${NAME}:8448` });
  expect(shown("none").wellKnownServer).toBeNull();
  expect(shown("none").wellKnownClient).toBeNull();
});
