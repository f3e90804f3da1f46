import { describe, expect, test } from "vitest";
import { UNTOLD, type Observe } from "../../../shared/facts/observation.ts";
import { asAnswerTo } from "../../../shared/facts/answers-to.ts";
import { decide } from "../../../shared/plan/decision.ts";
import { documentLife, presentLife } from "../../../shared/plan/old-answers.ts";
import type { RecordChange } from "../../../shared/plan/plan.ts";
import type { FileUse, Way } from "../../../shared/plan/way.ts";
import { renewWebsite, retireFile } from "../../../shared/plan/website-steps.ts";
import { fileIsFollowed, websiteOf, withGoodWebsite } from "../../../shared/plan/website-file.ts";
import { fileTo, OWN, SERVER, situationFor, wayTo, WEB, WEBSITE } from "./situation-for.ts";
import { inputOf } from "./world-plan.ts";

const NAME = "matrix.example.com";
const dns = { "example.com": { A: [WEB] }, [NAME]: { A: [OWN] } };
const expired = { names: ["example.com"], notAfter: "2020-01-01T00:00:00Z" };
const site = fileTo(`${NAME}:8448`);
const stale = { ...fileTo("old.example.net:8448"), headers: {} };
const ADDRESS = "https://example.com/.well-known/matrix/server";

function made(file: FileUse, world: object = {}, of: Way = wayTo("srv", NAME, 8448)) {
  const { headers: _, ...old } = stale;
  const situation = situationFor({ dns, https: { "example.com": old }, ...world });
  const decision = decide(situation, { ...of, file });
  return { retire: retireFile(situation, decision), renew: renewWebsite(situation, decision) };
}

describe("a file that is taken away", () => {
  test("goes after the records that take its place can be seen by everybody", () => {
    const [wait, retire, ...more] = made("retired").retire;
    expect(wait).toMatchObject({ kind: "wait", id: "wait-records", seconds: 3600 });
    expect(retire).toMatchObject({
      kind: "ask-person",
      id: "retire-well-known",
      who: "you",
      reason: { code: "well-known-retired", data: { name: "example.com", url: ADDRESS } },
      check: { code: "check-file-gone", data: { url: ADDRESS } },
      irreversible: { code: "irreversible-person" },
      retires: [{ url: ADDRESS }],
      files: [],
      records: [],
      ports: [],
    });
    expect(retire?.before).toContain("old.example.net:8448");
    expect(more).toEqual([]);
  });

  test("waits as long as the longest-lived answer that has to die, and a minute at least", () => {
    const set = (ttl: number) => ({
      SRV: [{ priority: 10, weight: 5, port: 8448, target: "x.example" }],
      ttl,
    });
    const waits = (fed: number, legacy: number) => {
      const records = {
        "_matrix-fed._tcp.example.com": set(fed),
        "_matrix._tcp.example.com": set(legacy),
      };
      const [wait] = made("retired", { dns: { ...dns, ...records } }).retire;
      return wait?.kind === "wait" ? wait.seconds : null;
    };
    expect([waits(7200, 300), waits(300, 7200), waits(5, 10)]).toEqual([7200, 7200, 60]);
  });

  test("goes at once where no record has to be seen first", () => {
    const records = {
      ...dns,
      "_matrix._tcp.example.com": {
        SRV: [{ priority: 10, weight: 5, port: 8448, target: NAME }],
      },
    };
    const { retire } = made("retired", { dns: records });
    expect(retire.map(({ id }) => id)).toEqual(["retire-well-known"]);
  });

  test("shows nothing of a file that nobody can read", () => {
    const silent = { ...WEBSITE, "/.well-known/matrix/server": { silent: true } };
    const { retire } = made("retired", { https: { "example.com": silent } });
    expect(retire.at(-1)).toMatchObject({ before: null });
  });

  test("is asked away from somebody else's website, and left alone by other ways", () => {
    expect(made("retired", { control: { web: "other" } }).retire.at(-1)).toMatchObject({
      who: "other",
    });
    expect(made("left").retire).toEqual([]);
    expect(made("retired").renew).toEqual([]);
  });
});

describe("a website whose certificate is renewed", () => {
  test("is the person's to renew, and the plan says why and what is behind it", () => {
    const world = { https: { "example.com": { ...site, certificate: expired } } };
    const of = wayTo("well-known", NAME, 8448);
    expect(made("believed-again", world, of).renew).toMatchObject([
      {
        kind: "ask-person",
        id: "renew-website",
        who: "you",
        reason: {
          code: "website-renewed",
          data: { name: "example.com", why: "cert-expired", target: NAME, port: 8448 },
        },
        check: { code: "check-website", data: { name: "example.com" } },
        visibleAfterSeconds: 3600,
        renews: "example.com",
      },
    ]);
    expect(made("believed-again", world, of).retire).toEqual([]);
  });
});

describe("how long others keep what they saw", () => {
  test("is the life of a file where they follow one, and an hour where they found none", () => {
    const headers = { "cache-control": "max-age=7200" };
    const kept = {
      ...WEBSITE,
      "/.well-known/matrix/server": { json: { "m.server": `${NAME}:8448` }, headers },
    };
    expect(documentLife(situationFor({ dns, https: { "example.com": kept } }))).toBe(7200);
    expect(documentLife(situationFor({ dns, https: { "example.com": WEBSITE } }))).toBe(3600);
    expect(documentLife(situationFor({ dns: {} }))).toBe(3600);
    const byRecord = {
      ...dns,
      "_matrix._tcp.example.com": { SRV: [{ port: 8448, target: NAME }], ttl: 77 },
    };
    expect(documentLife(situationFor({ dns: byRecord }))).toBe(3600);
  });

  test("is that of the very set that a record stands in", () => {
    const SRV = [{ port: 8448, target: NAME }];
    const situation = situationFor({
      dns: {
        "_matrix-fed._tcp.example.com": { SRV, ttl: 11 },
        "_matrix._tcp.example.com": { SRV, ttl: 22 },
        [NAME]: { A: [OWN], ttl: 33 },
      },
    });
    const life = (name: string, type: RecordChange["type"]) =>
      presentLife(situation, { name, type, ttl: 0, value: "", change: "change" });
    expect(life("_matrix-fed._tcp.example.com", "SRV")).toBe(11);
    expect(life("_matrix._tcp.example.com", "SRV")).toBe(22);
    expect(life(NAME, "A")).toBe(33);
    const direct = situationFor({ server: { ...SERVER, name: "example.com:8000" } });
    const record = { name: "_matrix._tcp.example.com", type: "SRV", ttl: 0, value: "" } as const;
    expect(presentLife(direct, { ...record, change: "add" })).toBe(0);
    const both: Observe = (query) =>
      asAnswerTo(
        query,
        query.ask === "addresses"
          ? {
              kind: "addresses",
              a: { rcode: "NOERROR", records: [OWN], ttl: 44 },
              aaaa: { rcode: "NOERROR", records: ["2001:db8::7"], ttl: 55 },
              cname: [],
            }
          : UNTOLD,
      );
    const apart = situationFor({}, {}, { observe: both });
    const at = (type: "A" | "AAAA") =>
      presentLife(apart, { name: NAME, type, ttl: 0, value: "", change: "change" });
    expect([at("A"), at("AAAA")]).toEqual([44, 55]);
  });
});

describe("a website that others do not believe", () => {
  const world = (certificate: object, path: object = site) => ({
    format: 1,
    server: SERVER,
    dns: { ...dns, "www.example.org": { A: [WEB] } },
    https: { "example.com": { ...path, certificate } },
    endpoints: { [`${OWN}:8448`]: { certificate: { names: [NAME] } } },
  });

  test("is looked at as it will be once its certificate is renewed, where a file on it leads", () => {
    const input = inputOf(world(expired));
    const { later, websiteFault } = websiteOf(input);
    expect(websiteFault).toBe("cert-expired");
    expect(later?.["1.93"]).toMatchObject({ verdict: "reached", decidedBy: "well-known+port" });
    expect(websiteOf(inputOf(world(expired, {})))).toEqual({
      later: null,
      websiteFault: "cert-expired",
    });
    expect(websiteOf(inputOf(world({ names: ["example.com"] })))).toEqual({
      later: null,
      websiteFault: null,
    });
  });

  test("is no matter to a name that says its port, or is an address", () => {
    for (const name of ["example.com:8000", OWN]) {
      const input = inputOf({ ...world(expired), server: { ...SERVER, name } });
      expect(websiteOf(input)).toEqual({ later: null, websiteFault: null });
    }
  });

  test("gets a good certificate for itself alone: another that it redirects to keeps its own", () => {
    const moved = { "/.well-known/matrix/server": { location: "https://www.example.org/m" } };
    const there = { certificate: expired, "/m": { json: { "m.server": `${NAME}:8448` } } };
    const input = inputOf({
      ...world(expired, moved),
      https: { "example.com": { ...moved, certificate: expired }, "www.example.org": there },
    });
    const seen = withGoodWebsite(
      input.observe,
      "example.com",
    )({
      ask: "well-known",
      host: "example.com",
      file: "server",
    });
    const faults =
      seen.kind === "well-known"
        ? seen.hops.map(({ outcome }) =>
            outcome.kind === "answered" ? outcome.certificate?.notAfter : outcome.kind,
          )
        : [];
    expect(faults).toHaveLength(2);
    expect(faults[0]).toBeNull();
    expect(faults[1]).not.toBeNull();
  });

  test("that is silent behind a bad certificate is silent behind a good one", () => {
    const silent = { "/.well-known/matrix/server": { silent: true } };
    const input = inputOf(world(expired, silent));
    const ask = { ask: "well-known", host: "example.com", file: "server" } as const;
    const seen = withGoodWebsite(input.observe, "example.com")(ask);
    expect(seen.kind === "well-known" ? seen.hops[0]?.outcome : null).toMatchObject({
      kind: "silent",
      certificate: { names: ["example.com"], notAfter: null },
    });
    const closed = inputOf({ format: 1, server: SERVER, dns });
    const unmet = withGoodWebsite(closed.observe, "example.com")(ask);
    expect(unmet).toEqual(closed.observe(ask));
    const addresses = { ask: "addresses", host: "example.com" } as const;
    expect(withGoodWebsite(input.observe, "example.com")(addresses)).toEqual(
      input.observe(addresses),
    );
  });

  test("is followed by those who read files, and by none who do not", () => {
    const good = situationFor(world({ names: ["example.com"] })).now.inbound;
    expect(fileIsFollowed(good, ["0.34"])).toBe(false);
    expect(fileIsFollowed(good, ["0.34", "1.93"])).toBe(true);
    expect(fileIsFollowed(good, [])).toBe(false);
    expect(fileIsFollowed(situationFor(world(expired)).now.inbound, ["0.99", "1.93"])).toBe(false);
  });
});
