import { describe, expect, test } from "vitest";
import type { Answers } from "../../../shared/answers/answers.ts";
import { waysOf } from "../../../shared/plan/ways.ts";
import { fileTo, OWN, SERVER, situationFor, WEB } from "./situation-for.ts";

/** Each way as "method name:port", with what becomes of the file and of address records where it is not the usual. */
function ways(world: object, answers: Answers = {}): readonly string[] {
  return [...waysOf(situationFor(world, answers))].map((way) => {
    const usual = way.method === "well-known" ? "written" : "left";
    const marks = [
      ...(way.file === usual ? [] : [way.file]),
      ...(way.moves === "elsewhere" ? [] : [way.moves]),
      ...(way.strict ? ["at every address"] : []),
    ];
    return [`${way.method} ${way.delegatedName}:${way.port}`, ...marks].join(", ");
  });
}

const here = { "example.com": { A: [OWN] } };
const elsewhere = { "example.com": { A: [WEB] }, "matrix.example.com": { A: [OWN] } };

function srv(target: string, port: number): object {
  return { SRV: [{ priority: 10, weight: 5, port, target }] };
}

describe("the ways of a name that says itself where to go", () => {
  test("are one: its port, and addresses of the name may be added", () => {
    expect(ways({ server: { ...SERVER, name: "example.com:8000" }, dns: here })).toEqual([
      "explicit-port example.com:8000",
    ]);
  });

  test("are one: the address, which nobody can move", () => {
    expect(ways({ server: { ...SERVER, name: OWN } })).toEqual([`ip-literal ${OWN}:8448, nothing`]);
    expect(ways({ server: { ...SERVER, name: `${OWN}:80` } })).toEqual([
      `ip-literal ${OWN}:80, nothing`,
    ]);
  });
});

describe("the order of the ways", () => {
  test("is that of the design: nothing published, a file, records; each at the likeliest name and port", () => {
    expect(ways({ dns: here })).toEqual([
      "none example.com:8448, at every address",
      "well-known matrix.example.com:8448",
      "well-known matrix.example.com:8443",
      "well-known example.com:8448",
      "well-known example.com:8443",
      "srv matrix.example.com:8448",
      "srv matrix.example.com:8443",
      "srv example.com:8448",
      "srv example.com:8443",
    ]);
  });

  test("keeps to the method, the name and the port that were asked for", () => {
    expect(ways({ dns: here }, { delegate: "none" })).toEqual([
      "none example.com:8448, at every address",
    ]);
    expect(
      ways({ dns: here }, { delegate: "srv", delegatedName: "Chat.example.com", port: 4443 }),
    ).toEqual(["srv chat.example.com:4443"]);
  });

  test("begins at 443 behind a web server", () => {
    const server = { ...SERVER, proxy: "nginx" };
    expect(ways({ server, dns: here }, { delegate: "well-known" }).slice(0, 3)).toEqual([
      "well-known matrix.example.com:443",
      "well-known matrix.example.com:8448",
      "well-known matrix.example.com:8443",
    ]);
  });

  test("begins with a file that is followed, and ends with it at addresses made anew", () => {
    const world = { dns: elsewhere, https: { "example.com": fileTo("old.example.com:8448") } };
    const found = ways(world);
    expect(found[0]).toBe("well-known old.example.com:8448, kept, nothing");
    expect(found.at(-1)).toBe("well-known old.example.com:8448, kept");
    const asked = ways(world, { delegate: "well-known" });
    expect([asked[0], asked.at(-1)]).toEqual([found[0], found.at(-1)]);
    expect(ways(world, { delegate: "srv" }).some((way) => way.includes("kept"))).toBe(false);
  });

  test("begins with records that work, which have no second turn", () => {
    const world = {
      dns: { ...elsewhere, "_matrix._tcp.example.com": srv("matrix.example.com", 4443) },
      endpoints: { [`${OWN}:4443`]: { certificate: { names: ["example.com"] } } },
    };
    const found = ways(world);
    expect(found[0]).toBe("srv matrix.example.com:4443, nothing");
    expect(found.at(-1)).toBe("srv example.com:8443");
  });
});

describe("a file that peers follow", () => {
  const world = { dns: here, https: { "example.com": fileTo("old.example.com:8448") } };
  const direct = (audience: Answers["audience"]) =>
    ways(world, { audience, delegate: "none" } as Answers);

  test("goes before anything else can lead those who read it", () => {
    expect(direct(["1.0", "1.93"])).toEqual(["none example.com:8448, retired, at every address"]);
    expect(direct(["0.34", "0.99"])).toEqual(["none example.com:8448, retired, at every address"]);
  });

  test("may stay where only those matter who read none", () => {
    expect(direct(["0.34"])).toEqual(["none example.com:8448, at every address"]);
  });
});

describe("an address of somebody else beside the machine's own", () => {
  const strays = { ...here, "matrix.example.com": { A: [OWN, WEB] } };

  test("is taken away only when no other way is left, from a name of our own choice", () => {
    expect(ways({ dns: strays }).slice(-4)).toEqual([
      "well-known matrix.example.com:8448, strays",
      "well-known matrix.example.com:8443, strays",
      "srv matrix.example.com:8448, strays",
      "srv matrix.example.com:8443, strays",
    ]);
    expect(ways({ dns: strays }, { delegate: "srv" }).slice(-3)).toEqual([
      "srv example.com:8443",
      "srv matrix.example.com:8448, strays",
      "srv matrix.example.com:8443, strays",
    ]);
  });

  test("is no stray where all addresses are the machine's, or none is", () => {
    const all = { ...here, "matrix.example.com": { A: [OWN] } };
    const none = { ...here, "matrix.example.com": { A: [WEB] } };
    for (const dns of [all, none])
      expect(ways({ dns }).some((way) => way.includes("strays"))).toBe(false);
  });

  test("may stay beside the server name at last, whose addresses are not ours to change", () => {
    const both = { "example.com": { A: [OWN], AAAA: ["2001:db8::9"] } };
    const last = "none example.com:8448";
    expect(ways({ dns: both }).at(-1)).toBe(last);
    expect(ways({ dns: both }, { delegate: "none" })).toEqual([`${last}, at every address`, last]);
    expect(ways({ dns: both }, { delegate: "srv" })).not.toContain(last);
    expect(ways({ dns: both }).some((way) => way.includes("strays"))).toBe(false);
  });
});

describe("the names and ports of records that are there", () => {
  const records = {
    "_matrix._tcp.example.com": srv("A.example.com", 8000),
    "_matrix-fed._tcp.example.com": srv("b.example.com", 8001),
  };

  test("come first, the older record's before the newer one's", () => {
    const dns = { ...elsewhere, ...records, "a.example.com": { A: [OWN] } };
    const found = ways({ dns }, { delegate: "well-known" });
    expect(found.map((way) => way.replace(/^well-known (.*):.*$/, "$1"))).toEqual(
      ["a.example.com", "b.example.com", "matrix.example.com", "example.com"].flatMap((name) => [
        name,
        name,
        name,
        name,
      ]),
    );
    expect(found.slice(0, 4).map((way) => way.replace(/^.*:/, ""))).toEqual([
      "8448",
      "8000",
      "8001",
      "8443",
    ]);
  });

  test("are none where the record says that there is no service", () => {
    const dns = { ...elsewhere, "_matrix._tcp.example.com": srv(".", 8000) };
    expect(ways({ dns }, { delegate: "srv" })).toEqual([
      "srv matrix.example.com:8448",
      "srv matrix.example.com:8443",
      "srv example.com:8448",
      "srv example.com:8443",
    ]);
  });

  test("are without a port where the record has none", () => {
    const dns = { ...elsewhere, "_matrix._tcp.example.com": srv("matrix.example.com", 0) };
    expect(ways({ dns }, { delegate: "srv" })[0]).toBe("srv matrix.example.com:8448");
    expect(ways({ dns }).some((way) => way.endsWith(":0"))).toBe(false);
  });

  test("give way to a port that serves already, be it at one address of several", () => {
    const dns = { ...elsewhere, ...records, "a.example.com": { A: ["198.51.100.9", OWN] } };
    const endpoints = { [`${OWN}:8001`]: { certificate: { names: ["example.com"] } } };
    const server = { ...SERVER, addresses: [OWN] };
    const found = ways({ server, dns, endpoints }, { delegate: "srv" });
    expect(found.slice(0, 4).map((way) => way.replace(/^.*:/, ""))).toEqual([
      "8001",
      "8448",
      "8000",
      "8443",
    ]);
  });
});

describe("the default name", () => {
  const works = { [`${OWN}:8448`]: { certificate: { names: ["matrix.example.com"] } } };
  const dns = { ...elsewhere, "_matrix._tcp.example.com": srv("gone.example.com", 8448) };
  const first = (world: object, answers: Answers = {}) =>
    ways(world, { delegate: "well-known", ...answers })[0];

  test("gives way to one that serves with a fitting certificate where it has no address", () => {
    expect(first({ dns, endpoints: works })).toBe("well-known matrix.example.com:8448");
  });

  test("stays where it has an address, or nobody else serves, or its certificate does not fit", () => {
    const alive = { ...dns, "gone.example.com": { A: [OWN] } };
    expect(first({ dns: alive, endpoints: works })).toBe("well-known gone.example.com:8448");
    expect(first({ dns })).toBe("well-known gone.example.com:8448");
    const bad = { [`${OWN}:8448`]: { certificate: { names: ["other.example.com"] } } };
    expect(first({ dns, endpoints: bad })).toBe("well-known gone.example.com:8448");
    const strange = { [`${OWN}:8448`]: { ...works[`${OWN}:8448`], serverName: "other.example" } };
    expect(first({ dns, endpoints: strange })).toBe("well-known gone.example.com:8448");
  });
});
