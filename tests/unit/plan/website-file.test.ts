import { describe, expect, test } from "vitest";
import { planFor, refusalFor, stepIds, verdicts } from "./world-plan.ts";

const OWN = "198.51.100.7";
const WEB = "198.51.100.80";
const FILE = "/.well-known/matrix/server";
const REACHED = { "0.99": "reached", "1.0": "reached", "1.93": "reached" };

/** A server at `names`' certificate on 8448, and a website with a file that says `server`. */
function withFile(world: {
  readonly points: string;
  readonly names: readonly string[];
  readonly server: string;
  readonly website?: object;
  readonly web?: string;
  readonly dns?: object;
}): object {
  const certificate = { names: ["example.com"], ...world.website };
  return {
    format: 1,
    server: {
      name: "example.com",
      version: "1.98.0",
      install: "debian",
      addresses: [OWN],
      listeners: [{ port: 8448, tls: true }],
    },
    control: { web: world.web ?? "me", dns: "me" },
    dns: {
      "example.com": { A: [world.points] },
      "matrix.example.com": { A: [OWN] },
      ...world.dns,
    },
    https: { "example.com": { certificate, [FILE]: { json: { "m.server": world.server } } } },
    endpoints: { [`${OWN}:8448`]: { certificate: { names: world.names } } },
  };
}

describe("a file that leads elsewhere, before a server that works", () => {
  const stale = { points: OWN, names: ["example.com"], server: "old.example.net:8448" };

  test("is taken away, and nothing else is done", () => {
    const plan = planFor(withFile(stale));
    expect(plan.recommended).toBe("none");
    expect(plan.certificate).toBeNull();
    expect(stepIds(plan)).toEqual(["retire-well-known", "prove"]);
    const [retire] = plan.steps;
    expect(retire).toMatchObject({ kind: "ask-person", who: "you", after: null });
    expect(retire?.before).toContain("old.example.net:8448");
    expect(plan.publish).toMatchObject({ wellKnownServer: null, records: [] });
    expect(verdicts(plan.eras.end)).toMatchObject(REACHED);
  });

  test("is asked away where the website is somebody else's", () => {
    const [retire] = planFor(withFile({ ...stale, web: "other" })).steps;
    expect(retire).toMatchObject({ id: "retire-well-known", who: "other" });
  });

  test("stands in the way where the website is nobody's", () => {
    const refusal = refusalFor(withFile({ ...stale, web: "nobody" }));
    expect(refusal.reasons.map(({ code }) => code)).toContain("file-in-the-way");
    expect(refusal.wouldHelp.map(({ code }) => code)).toContain("help-file-in-the-way");
    expect(refusal.alternatives.every(({ blockedBy }) => blockedBy.length > 0)).toBe(true);
  });

  test("goes after the records that take its place, once everybody sees them", () => {
    const plan = planFor(withFile(stale), { delegate: "srv" });
    const ids = stepIds(plan);
    expect(ids.slice(-4)).toEqual([
      "record-srv-legacy",
      "wait-records",
      "retire-well-known",
      "prove",
    ]);
    expect(verdicts(plan.eras.end)).toMatchObject(REACHED);
  });

  test("is written anew where a file is wanted, to the place that works already", () => {
    const world = withFile({ ...stale, dns: { "matrix.example.com": { rcode: "NXDOMAIN" } } });
    const plan = planFor(world, { delegate: "well-known" });
    expect(plan.publish.wellKnownServer).toEqual({ "m.server": "example.com:8448" });
    expect(plan.certificate).toBeNull();
  });
});

describe("a website whose certificate has run out, before a server that works", () => {
  const expired = {
    points: WEB,
    names: ["matrix.example.com"],
    server: "matrix.example.com:8448",
    website: { notAfter: "2026-01-01T00:00:00Z" },
  };

  test("gets a new certificate, and nothing else is done", () => {
    const plan = planFor(withFile(expired));
    expect(plan.recommended).toBe("well-known");
    expect(stepIds(plan)).toEqual(["renew-website", "prove"]);
    expect(plan.certificate).toBeNull();
    expect(plan.publish.wellKnownServer).toEqual({ "m.server": "matrix.example.com:8448" });
    expect(plan.alternatives.find(({ method }) => method === "srv")?.blockedBy).toEqual([]);
  });

  test("is nobody's to renew: the new certificate holds the name of the file as well", () => {
    const plan = planFor(withFile({ ...expired, web: "nobody" }));
    expect(plan.recommended).toBe("srv");
    expect(plan.certificate?.names).toEqual(["example.com", "matrix.example.com"]);
    expect(plan.consents).toEqual([]);
  });

  test("whose file leads elsewhere loses it, or the plan says what its renewal will do", () => {
    const dead = { ...expired, server: "old.example.net:8448" };
    const plan = planFor(withFile(dead));
    expect(plan.recommended).toBe("srv");
    expect(stepIds(plan)).toContain("retire-well-known");
    const kept = planFor(withFile({ ...dead, web: "nobody" }));
    expect(kept.consents).toEqual([
      {
        code: "consent-website-renewed",
        data: { name: "example.com", eras: "0.99, 1.0, 1.93" },
      },
    ]);
  });
});

describe("an old record beside a file that works", () => {
  const working = { points: WEB, names: ["matrix.example.com"], server: "matrix.example.com:8448" };
  const dns = {
    "_matrix._tcp.example.com": {
      SRV: [{ priority: 10, weight: 5, port: 8448, target: "old.example.com" }],
    },
    "old.example.com": { A: ["203.0.113.9"] },
  };

  test("that leads nowhere is told of, and left alone until the person says so", () => {
    const plan = planFor(withFile({ ...working, dns }));
    expect(plan.steps).toEqual([]);
    expect(plan.reasons).toContainEqual({
      code: "srv-stale",
      data: { name: "example.com", target: "old.example.com", port: 8448 },
    });
    const removed = planFor(withFile({ ...working, dns }), { keepSrv: "no" });
    expect(stepIds(removed)).toEqual(["remove-srv-legacy-8448-old.example.com", "prove"]);
  });
});
