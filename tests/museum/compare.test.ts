import { describe, expect, test } from "vitest";
import { compare, type Observed } from "./compare.ts";
import { predict, type Prediction } from "./predict.ts";
import { worlds } from "./worlds/all.ts";

/** How 1.0 is predicted to fare with a well-known that names a port. */
function predicted(): Prediction {
  const world = worlds.find(({ id }) => id === "file");
  if (world === undefined) throw new Error("no such world");
  return predict("1.0", world, Date.now());
}

/** A peer that does just that. */
function asPredicted(): Observed {
  const { srv, hosts, tried, meetings } = predicted();
  return {
    srv,
    questions: hosts.flatMap((host) => [`A ${host}`, `AAAA ${host}`]),
    tried: tried.flatMap((group) => group.slice(0, 1)),
    connections: meetings.map((each) => ({ ...each, to: each.to[0] ?? "" })),
    status: 200,
  };
}

const differences = (change: Partial<Observed>): readonly string[] =>
  compare(predicted(), { ...asPredicted(), ...change }).differences;

describe("reality held against the model", () => {
  test("agrees where all of it was predicted", () => {
    expect(asPredicted().connections).toHaveLength(2);
    expect(differences({})).toEqual([]);
  });

  test("agrees where something was asked twice", () => {
    const { questions, connections } = asPredicted();
    const twice = {
      questions: [...questions, ...questions],
      connections: [...connections, ...connections],
    };
    expect(differences(twice)).toEqual([]);
  });

  test("differs by one SRV question", () => {
    expect(differences({ srv: ["_matrix._tcp.file.example"] })).toEqual([
      "SRV: predicted nothing, seen _matrix._tcp.file.example",
    ]);
  });

  test("differs by a question for an address that was not asked", () => {
    expect(differences({ questions: asPredicted().questions.slice(1) })).toHaveLength(1);
  });

  test("differs by a SYN elsewhere, and by a missing one", () => {
    const { tried } = asPredicted();
    expect(differences({ tried: [...tried, "192.0.2.1:8448"] })).toHaveLength(1);
    expect(differences({ tried: tried.slice(1) })).toHaveLength(1);
  });

  test("differs by SNI, by Host and by a request that did not come", () => {
    const { connections } = asPredicted();
    const host = { host: "other.example", path: "federation" };
    for (const changed of [{ sni: null }, { request: null }, { request: host }])
      expect(
        differences({
          connections: connections.map((each, at) => (at === 1 ? { ...each, ...changed } : each)),
        }),
      ).toHaveLength(1);
  });

  test("differs by the verdict alone", () => {
    expect(differences({ status: 502 })).toEqual(["verdict: predicted reached, seen refused"]);
    expect(differences({ status: 502, connections: [] })).toHaveLength(2);
  });
});

describe("the worlds", () => {
  test("have ids and names of their own, and no address in common", () => {
    expect(new Set(worlds.map(({ id }) => id)).size).toBe(worlds.length);
    for (const world of worlds) {
      const others = worlds.filter((other) => other !== world);
      const keys = Object.keys(world.world.dns);
      expect(keys.filter((name) => others.some((other) => other.ownsName(name)))).toEqual([]);
      expect(keys.every((name) => world.ownsName(name))).toBe(true);
    }
  });

  test("are told apart by the eras in many ways", () => {
    const verdicts = worlds.map((world) =>
      (["0.34", "0.99", "1.0", "1.93"] as const)
        .map((era) => predict(era, world, Date.now()).inbound.verdict)
        .join(" "),
    );
    expect(worlds.length).toBeGreaterThanOrEqual(30);
    expect(new Set(verdicts).size).toBeGreaterThanOrEqual(10);
  });
});
