import { describe, expect, test } from "vitest";
import type { Answers } from "../../../shared/answers/answers.ts";
import { chooseSrv, presentSrv } from "../../../shared/plan/srv-records.ts";
import type { Way } from "../../../shared/plan/way.ts";
import { OWN, SERVER, situationFor, wayTo, WEB } from "./situation-for.ts";

const NAMES = {
  "example.com": { A: [WEB] },
  "matrix.example.com": { A: [OWN] },
  "old.example.com": { A: ["198.51.100.90"] },
};

/** A record as a zone has it; `target` is a name, or "." for no service. */
function record(target: string, port = 8448, priority = 10): object {
  return { priority, weight: 5, port, target };
}

/** Both sets of records; null: none of that name. */
function zone(fed: readonly object[] | null, legacy: readonly object[] | null): object {
  return {
    ...NAMES,
    ...(fed === null ? {} : { "_matrix-fed._tcp.example.com": { SRV: fed, ttl: 300 } }),
    ...(legacy === null ? {} : { "_matrix._tcp.example.com": { SRV: legacy, ttl: 600 } }),
  };
}

/** What becomes of the records, "fed keep 8448 matrix.example.com", and what stands against it. */
function chosen(way: Way, dns: object, answers: Answers = {}, more: object = {}): string[] {
  const { records, blockedBy } = chooseSrv(situationFor({ dns, ...more }, answers), way);
  const shown = records.map(({ name, change, value }) => {
    const service = name.startsWith("_matrix-fed.") ? "fed" : "legacy";
    return `${service} ${change} ${value.split(" ").slice(2).join(" ")}`;
  });
  return [...shown, ...blockedBy.map(({ code }) => `but ${code}`)];
}

const bySrv = wayTo("srv", "matrix.example.com", 8448);
const byFile = wayTo("well-known", "matrix.example.com", 8448);
const [good, dead] = [record("matrix.example.com"), record("old.example.com")];
const serving = (address: string, port: number) => ({
  endpoints: { [`${address}:${port}`]: { certificate: { names: ["example.com"] } } },
});

describe("records that lead peers", () => {
  test("are made under both names where there are none", () => {
    expect(chosen(bySrv, zone(null, null))).toEqual([
      "fed add 8448 matrix.example.com",
      "legacy add 8448 matrix.example.com",
    ]);
  });

  test("stay as they are where they lead there, be it under another name of the same addresses", () => {
    const alias = { ...zone([record("b.example.com")], [record("MATRIX.example.com")]) };
    const dns = { ...alias, "b.example.com": { A: [OWN] } };
    expect(chosen(bySrv, dns)).toEqual([
      "fed keep 8448 b.example.com",
      "legacy keep 8448 MATRIX.example.com",
    ]);
  });

  test("take the place of those that lead elsewhere: to another port, name or nowhere", () => {
    for (const wrong of [
      record("matrix.example.com", 443),
      dead,
      record("."),
      record("no.example"),
    ])
      expect(chosen(bySrv, zone([wrong], null))).toEqual([
        "fed change 8448 matrix.example.com",
        "legacy add 8448 matrix.example.com",
      ]);
  });

  test("take the place of one that leads to our address and to another", () => {
    const dns = {
      ...zone(null, [record("both.example.com")]),
      "both.example.com": { A: [OWN, WEB] },
    };
    expect(chosen(bySrv, dns).at(-1)).toBe("legacy change 8448 matrix.example.com");
  });

  test("go by the one that is tried first: the others of its set stay beside it, save dead ones before it", () => {
    expect(chosen(bySrv, zone(null, [record("old.example.com", 8448, 20), good]))).toEqual([
      "legacy keep 8448 old.example.com",
      "legacy keep 8448 matrix.example.com",
    ]);
    expect(chosen(bySrv, zone(null, [record("old.example.com", 8448, 5), good]))).toEqual([
      "legacy remove 8448 old.example.com",
      "legacy keep 8448 matrix.example.com",
    ]);
  });

  test("of the older name alone need no newer beside them, but do where there is a wrong newer", () => {
    expect(chosen(bySrv, zone(null, [good]))).toEqual(["legacy keep 8448 matrix.example.com"]);
    expect(chosen(bySrv, zone([], [good]))).toEqual(["legacy keep 8448 matrix.example.com"]);
    expect(chosen(bySrv, zone([dead], [good]))).toEqual([
      "fed change 8448 matrix.example.com",
      "legacy keep 8448 matrix.example.com",
    ]);
  });

  test("of the newer name get the older beside them, for software before 1.93", () => {
    expect(chosen(bySrv, zone([good], null))).toEqual([
      "fed keep 8448 matrix.example.com",
      "legacy add 8448 matrix.example.com",
    ]);
  });

  test("in nobody's hands stay as they are where one of them leads there", () => {
    const nobody = { control: { dns: "nobody" } };
    expect(chosen(bySrv, zone([good], [dead]), {}, nobody)).toEqual([
      "fed keep 8448 matrix.example.com",
      "legacy keep 8448 old.example.com",
    ]);
    expect(chosen(bySrv, zone([dead], [good]), {}, nobody)).toEqual([
      "fed keep 8448 old.example.com",
      "legacy keep 8448 matrix.example.com",
    ]);
    expect(chosen(bySrv, zone([dead], [dead]), {}, nobody).at(-1)).toBe("but dns-nobody");
    expect(chosen(bySrv, zone(null, null), {}, nobody).at(-1)).toBe("but dns-nobody");
  });

  test("name no alias: the name behind it is written", () => {
    const alias = { "matrix.example.com": { CNAME: "host.example.net" } };
    const dns = { ...NAMES, ...alias, "host.example.net": { A: [OWN] } };
    expect(chosen(bySrv, dns)[0]).toBe("fed add 8448 host.example.net");
  });

  test("cannot name an address, nor stay where the person wants none", () => {
    expect(chosen(wayTo("srv", OWN, 8448), zone(null, null)).at(-1)).toBe("but srv-to-address");
    expect(chosen(wayTo("well-known", OWN, 8448), zone(null, null))).toEqual([]);
    expect(chosen(bySrv, zone(null, null), { keepSrv: "no" }).at(-1)).toBe("but srv-not-wanted");
  });

  test("live as long as those that they take the place of say, and an hour where they are new", () => {
    const ttl = (dns: object) =>
      chooseSrv(situationFor({ dns }), bySrv).records.map((each) => each.ttl);
    expect(ttl(zone([good], [good]))).toEqual([300, 600]);
    expect(ttl(zone(null, null))).toEqual([3600, 3600]);
  });
});

describe("records beside another way", () => {
  test("stay where old peers can follow them: to the same place, or where the homeserver answers", () => {
    expect(chosen(byFile, zone([good], [good]))).toEqual([
      "fed keep 8448 matrix.example.com",
      "legacy keep 8448 matrix.example.com",
    ]);
    const moved = [record("matrix.example.com", 8000)];
    expect(chosen(byFile, zone(null, moved), {}, serving(OWN, 8000))).toEqual([
      "legacy keep 8000 matrix.example.com",
    ]);
    const one = {
      ...zone(null, [record("two.example.com", 8000)]),
      "two.example.com": { A: [WEB, OWN] },
    };
    expect(chosen(byFile, one, {}, serving(OWN, 8000))).toEqual([
      "legacy keep 8000 two.example.com",
    ]);
  });

  test("go where nobody can follow them: dead, without an address, or no service at all", () => {
    for (const [each, text] of [
      [dead, "8448 old.example.com"],
      [record("no.example"), "8448 no.example"],
      [record("."), "8448 ."],
      [record("matrix.example.com", 8000), "8000 matrix.example.com"],
    ] as const)
      expect(chosen(byFile, zone(null, [each]))).toEqual([`legacy remove ${text}`]);
  });

  test("go or stay as the person says, whatever they lead to", () => {
    expect(chosen(byFile, zone([good], [good]), { keepSrv: "no" })).toEqual([
      "fed remove 8448 matrix.example.com",
      "legacy remove 8448 matrix.example.com",
    ]);
    expect(chosen(byFile, zone([dead], [dead]), { keepSrv: "yes" })).toEqual([
      "fed keep 8448 old.example.com",
      "legacy keep 8448 old.example.com",
    ]);
  });

  test("in nobody's hands stay dead as they are, unless the person wants them gone", () => {
    const nobody = { control: { dns: "nobody" } };
    expect(chosen(byFile, zone(null, [dead]), {}, nobody)).toEqual([
      "legacy keep 8448 old.example.com",
    ]);
    expect(chosen(byFile, zone(null, [dead]), { keepSrv: "no" }, nobody)).toEqual([
      "legacy remove 8448 old.example.com",
      "but dns-nobody",
    ]);
  });

  test("are of no meaning to a name that says its port, or is an address", () => {
    for (const method of ["explicit-port", "ip-literal"] as const) {
      const way: Way = { ...bySrv, method };
      expect(chosen(way, zone([good], [dead]), { keepSrv: "no" })).toEqual([]);
    }
  });
});

describe("a file, for an audience with peers up to 0.34, who read none", () => {
  const old: Answers = { audience: ["0.34", "1.93"] };

  test("gets a record beside it", () => {
    expect(chosen(byFile, zone(null, null), old)).toEqual(["legacy add 8448 matrix.example.com"]);
    expect(chosen(byFile, zone(null, null))).toEqual([]);
  });

  test("gets one in place of those that lead nowhere", () => {
    expect(chosen(byFile, zone([dead], [dead]), old)).toEqual([
      "fed remove 8448 old.example.com",
      "legacy change 8448 matrix.example.com",
    ]);
  });

  test("gets none where one leads there already, be it beside a dead one", () => {
    expect(chosen(byFile, zone(null, [good, dead]), old)).toEqual([
      "legacy keep 8448 matrix.example.com",
      "legacy remove 8448 old.example.com",
    ]);
  });

  test("gets none where the name itself leads there at 8448, but at another port does", () => {
    const here = { ...NAMES, "example.com": { A: [OWN, WEB] } };
    expect(chosen(byFile, here, old)).toEqual([]);
    expect(chosen(wayTo("well-known", "matrix.example.com", 443), here, old)).toEqual([
      "legacy add 443 matrix.example.com",
    ]);
  });

  test("is another matter than nothing published: old peers look at the name itself then", () => {
    const none: Way = { ...byFile, method: "none", delegatedName: "example.com" };
    expect(chosen(none, zone(null, null), old)).toEqual([]);
  });
});

test("Records that a plan leaves alone are shown as they are, the newer name's first", () => {
  const records = presentSrv(situationFor({ dns: zone([good], [dead]) }));
  expect(records).toEqual([
    {
      name: "_matrix-fed._tcp.example.com",
      type: "SRV",
      ttl: 300,
      value: "10 5 8448 matrix.example.com",
      change: "keep",
    },
    {
      name: "_matrix._tcp.example.com",
      type: "SRV",
      ttl: 600,
      value: "10 5 8448 old.example.com",
      change: "keep",
    },
  ]);
  const port = { ...SERVER, name: "example.com:8000" };
  expect(presentSrv(situationFor({ server: port, dns: zone([good], [dead]) }))).toEqual([]);
});
