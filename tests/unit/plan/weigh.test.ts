import { describe, expect, test } from "vitest";
import type { Answers } from "../../../shared/answers/answers.ts";
import { weigh } from "../../../shared/plan/weigh.ts";
import type { Way } from "../../../shared/plan/way.ts";
import { fileTo, OWN, SERVER, situationFor, wayTo, WEB, WEBSITE } from "./situation-for.ts";
import { verdicts } from "./world-plan.ts";

const NAME = "matrix.example.com";
const dns = { "example.com": { A: [WEB] }, [NAME]: { A: [OWN] } };
const way = wayTo("well-known", NAME, 8448);
const website = { "example.com": WEBSITE };

const weighed = (world: object, of: Way = way, answers: Answers = {}) =>
  weigh(situationFor({ dns, https: website, ...world }, answers), of);

const saying = (reasons: ReturnType<typeof weighed>["blockedBy"]) =>
  reasons.map(({ code, data }) => [code, ...Object.values(data)].join(" "));

describe("a way that leads every era of the audience", () => {
  const open = weighed({});

  test("has its steps, nothing against it, and a view after each of them", () => {
    expect(open.blockedBy).toEqual([]);
    expect(open.cutOff).toEqual([]);
    expect(Object.keys(open.eras.afterStep)).toEqual(open.steps.map(({ id }) => id));
    expect(verdicts(open.eras.now)).toMatchObject({ "1.0": "unreachable" });
    expect(verdicts(open.eras.end)).toMatchObject({ "0.99": "reached", "1.93": "reached" });
  });

  test("changes its view only with the step that peers notice", () => {
    const at = (id: string) => open.eras.afterStep[id];
    expect(at("certificate")).toBe(open.eras.now);
    expect(at("synapse-config")).toBe(open.eras.now);
    expect(at("publish-well-known")).toBe(open.eras.end);
    expect(at("prove")).toBe(open.eras.end);
    expect(at("restart-synapse")).not.toBe(open.eras.now);
    expect(at("restart-synapse")?.inbound["1.93"].verdict).not.toBe("reached");
  });

  test("is only looked at for those eras: another may be left behind", () => {
    expect(verdicts(open.eras.end)["0.34"]).toBe("unreachable");
    const old = weighed({ control: { dns: "nobody" } }, way, { audience: ["0.34", "1.93"] });
    expect(saying(old.blockedBy)).toEqual(["dns-nobody example.com"]);
  });
});

describe("a way that some era does not follow to its end", () => {
  test("is blocked by each of those, with why, and has no view of its steps", () => {
    const records = { SRV: [{ port: 8448, target: "old.example.com" }] };
    const stale = {
      dns: { ...dns, "_matrix._tcp.example.com": records },
      control: { dns: "nobody" },
    };
    const found = weighed(stale, way, { audience: ["0.34", "1.93"] });
    expect(saying(found.blockedBy)).toEqual([
      "era-not-reached 0.34 srv-target-unresolvable",
      "dns-nobody example.com",
    ]);
    expect(found.eras.afterStep).toEqual({});
    expect(found.eras.end).toBe(found.eras.now);
    expect(found.steps.length).toBeGreaterThan(0);
    expect(found.cutOff).toEqual([]);
  });

  test("is not blamed on the records' owner where somebody can change them", () => {
    const failing = {
      "_matrix._tcp.example.com": { rcode: "SERVFAIL" },
      "_matrix-fed._tcp.example.com": { SRV: [{ port: 8448, target: NAME }] },
    };
    const found = weighed({ dns: { ...dns, ...failing } }, way, { audience: ["0.34", "1.93"] });
    expect(saying(found.blockedBy)).toEqual(["era-not-reached 0.34 srv-lookup-error"]);
  });
});

describe("peers that reach the server today", () => {
  /** A file leads to one name of the machine; the way leads to another, whose certificate is to be had alone. */
  const moved = (control: object) => ({
    server: { ...SERVER, listeners: [{ port: 8448, tls: true }] },
    dns: { ...dns, "old.example.com": { A: [OWN] } },
    https: { "example.com": fileTo("old.example.com:8448") },
    endpoints: { [`${OWN}:8448`]: { certificate: { names: ["old.example.com"] } } },
    control,
  });

  test("are cut off by the step that takes away what they demand, era by era", () => {
    const found = weighed(moved({ certificateFor: [NAME] }));
    expect(found.blockedBy).toEqual([]);
    expect(saying(found.cutOff)).toEqual([
      "consent-era-cut-off-until 1.0 restart-synapse publish-well-known 86400",
      "consent-era-cut-off-until 1.93 restart-synapse publish-well-known 86400",
    ]);
  });

  test("are not where the certificate bridges both", () => {
    expect(weighed(moved({ certificateFor: [NAME, "old.example.com"] })).cutOff).toEqual([]);
  });
});

describe("a file that nobody believes until its website's certificate is renewed", () => {
  const expired = { names: ["example.com"], notAfter: "2020-01-01T00:00:00Z" };
  const behind = (server: string, more: object = {}) => ({
    dns: { ...dns, "example.com": { A: [OWN] } },
    https: { "example.com": { ...fileTo(server), certificate: expired } },
    ...more,
  });
  const direct: Way = {
    ...way,
    method: "none",
    delegatedName: "example.com",
    connectHost: "example.com",
    certificateName: "example.com",
    hostHeader: "example.com",
    file: "left",
    strict: true,
  };

  test("leads those astray then who read it, where it leads elsewhere", () => {
    expect(saying(weighed(behind("old.example.net:8448"), direct).cutOff)).toEqual([
      "consent-website-renewed example.com 0.99, 1.0, 1.93",
    ]);
    const audience: Answers = { audience: ["0.34", "1.0"] };
    expect(saying(weighed(behind("old.example.net:8448"), direct, audience).cutOff)).toEqual([
      "consent-website-renewed example.com 1.0",
    ]);
  });

  test("leads nobody astray where it leads here, or is taken away", () => {
    expect(weighed(behind("example.com:8448"), direct).cutOff).toEqual([]);
    const gone: Way = { ...direct, file: "retired" };
    expect(weighed(behind("old.example.net:8448"), gone).cutOff).toEqual([]);
  });

  test("leads here today, and those whom it would lead are lost with the certificate that they demand", () => {
    const world = {
      ...behind(`${NAME}:8448`),
      server: { ...SERVER, listeners: [{ port: 8448, tls: true }] },
      endpoints: { [`${OWN}:8448`]: { certificate: { names: [NAME] } } },
    };
    const others = (certificateFor: readonly string[]) =>
      saying(
        weighed({ ...world, control: { certificateFor } }, direct, {
          audience: ["0.34"],
          certificate: "acme",
        }).cutOff,
      );
    expect(others(["example.com"])).toEqual(["consent-website-renewed example.com 1.0, 1.93"]);
    expect(others(["example.com", NAME])).toEqual([]);
  });
});
