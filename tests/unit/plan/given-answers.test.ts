import { describe, expect, test } from "vitest";
import { fileTo, OWN, SERVER, WEB, WEBSITE } from "./situation-for.ts";
import { planFor, refusalFor, stepIds } from "./world-plan.ts";

const LISTENING = { ...SERVER, listeners: [{ port: 8448, tls: true }] };
const BOTH = { certificate: { names: ["example.com", "matrix.example.com"], issuer: "public" } };

function to(target: string, port = 8448, priority = 10): object {
  return { priority, weight: 5, port, target };
}

function ledBy(records: readonly object[], more: object = {}): object {
  return {
    format: 1,
    server: LISTENING,
    dns: {
      "example.com": { A: [WEB] },
      "matrix.example.com": { A: [OWN] },
      "_matrix._tcp.example.com": { SRV: records },
    },
    https: { "example.com": WEBSITE },
    endpoints: { [`${OWN}:8448`]: BOTH },
    ...more,
  };
}

describe("keepSrv=no counts where the record is what works", () => {
  const world = ledBy([to("matrix.example.com")]);

  test("a file takes its place, and whom that cuts off is asked about (srv-both-me)", () => {
    const plan = planFor(world, { keepSrv: "no" });
    expect(plan.recommended).toBe("well-known");
    expect(plan.publish.records.map(({ change }) => change)).toEqual(["remove"]);
    expect(plan.consents.map(({ data }) => data["era"])).toEqual(["0.34"]);
    expect(planFor(world).steps).toEqual([]);
  });

  test("the plan is refused where nothing can take its place", () => {
    const refusal = refusalFor({ ...world, control: { web: "nobody" } }, { keepSrv: "no" });
    expect(refusal.reasons.map(({ code }) => code)).toContain("srv-not-wanted");
    expect(refusal.wouldHelp.map(({ code }) => code)).toContain("help-keep-srv");
  });

  test("a record that leads where others go without it is taken away (srv-C1)", () => {
    const dns = {
      "example.com": { A: [OWN] },
      "_matrix._tcp.example.com": { SRV: [to("example.com")] },
    };
    const plan = planFor(ledBy([], { dns, https: {} }), { keepSrv: "no" });
    expect(stepIds(plan)).toEqual(["remove-srv-legacy-8448-example.com", "prove"]);
    expect([plan.recommended, plan.consents]).toEqual(["none", []]);
  });
});

describe("an audience of 0.34 alone", () => {
  const dns = { "example.com": { A: [WEB] }, "matrix.example.com": { A: [OWN] } };

  test("leaves a file that is right as it is, and gets its record (wk-right)", () => {
    const https = { "example.com": fileTo("matrix.example.com:8448") };
    const plan = planFor(ledBy([], { dns, https }), { audience: ["0.34"] });
    expect([plan.recommended, stepIds(plan)]).toEqual([
      "well-known",
      ["record-srv-legacy", "prove"],
    ]);
  });

  test("gets no record that leads to an address (e-wkip)", () => {
    const https = { "example.com": fileTo(`${OWN}:8448`) };
    const endpoints = { [`${OWN}:8448`]: { certificate: { names: [OWN], issuer: "public" } } };
    const plan = planFor(ledBy([], { dns, https, endpoints }), { audience: ["0.34"] });
    expect(plan.publish.records.map(({ value }) => value)).toContain(
      `10 5 ${plan.delegation.port} matrix.example.com`,
    );
  });
});

describe("the first record of a set is dead", () => {
  test("and goes; the newer name is not needed for the rest (srv-two-first-dead)", () => {
    const records = [to("matrix.example.com", 8000, 1), to("matrix.example.com")];
    const plan = planFor(ledBy(records));
    expect(stepIds(plan)).toEqual(["remove-srv-legacy-8000-matrix.example.com", "prove"]);
    expect(plan.publish.records.map(({ change }) => change)).toEqual(["remove", "keep"]);
  });
});

describe("alternatives", () => {
  const here = { format: 1, server: LISTENING, dns: { "example.com": { A: [OWN] } } };
  const of = (world: object, method: string, answers = {}) =>
    planFor(world, answers).alternatives.find((each) => each.method === method);

  test("cost a certificate of one's own where that is the answer (m-cert-own)", () => {
    const cost = of(here, "srv", { certificate: "own" })?.cost.map(({ code }) => code);
    expect(cost).toContain("cost-certificate-own");
    expect(cost).not.toContain("cost-certificate");
  });

  test("are not blocked by a port that they can do without (8448-silent-noproxy)", () => {
    const silent = { ...here, endpoints: { [`${OWN}:8448`]: { silent: true } } };
    const blocked = of(silent, "well-known")?.blockedBy.map(({ code }) => code);
    expect(blocked).toEqual(["web-closed"]);
  });
});

test("a new port with the certificate of now is not said to have a new one", () => {
  const plan = planFor(ledBy([to("matrix.example.com")]), { port: 8449, delegate: "srv" });
  const written = plan.steps.find(({ id }) => id === "synapse-config");
  expect([plan.certificate, written?.reason.code]).toEqual([null, "synapse-ends-tls-as-served"]);
});
