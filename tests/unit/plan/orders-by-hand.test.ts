import { describe, expect, test } from "vitest";
import { makePlan } from "../../../shared/plan/make-plan.ts";
import { OWN, SERVER, WEB, WEBSITE } from "./situation-for.ts";
import { inputOf, planFor, stepIds } from "./world-plan.ts";

/** Nobody can put a file on the website, and the zone is the person's own. */
const webNobody = {
  format: 1,
  server: { ...SERVER, listeners: [{ port: 8008, tls: false }] },
  dns: { "example.com": { A: [WEB] }, "matrix.example.com": { A: [OWN] } },
  https: { "example.com": WEBSITE },
  control: { web: "nobody", dns: "me" },
};

describe("a certificate that only a proof in DNS gives", () => {
  test("is the person's to order, key and all, and what to set where is said", () => {
    const plan = planFor(webNobody);
    expect(plan.certificate?.challenge).toBe("dns-01");
    expect(stepIds(plan)).not.toContain("order-key");
    const order = plan.steps.find(({ kind }) => kind === "obtain-certificate");
    expect(order?.who).toBe("you");
    expect(order?.reason).toEqual({
      code: "certificate-by-dns",
      data: {
        name: "example.com",
        names: "example.com",
        records: "_acme-challenge.example.com",
        path: "/etc/homeport/tls/example.com",
        reader: "matrix-synapse",
      },
    });
    expect(plan.steps.find(({ id }) => id === "synapse-config")?.needs).toContain("certificate");
  });

  test("is not planned where the challenge is to be HTTP-01", () => {
    const input = inputOf(webNobody);
    const control = { ...input.control, challenges: ["http-01"] as const };
    const made = makePlan({ ...input, control });
    if (made.ok) throw new Error(`planned: ${made.value.recommended}`);
    const name = "example.com";
    expect(made.error.reasons).toContainEqual({ code: "certificate-not-by-http", data: { name } });
    expect(made.error.wouldHelp).toContainEqual({
      code: "help-certificate-by-http",
      data: { name },
    });
  });

  test("is not asked for where a file over port 80 will do", () => {
    const plan = planFor({ ...webNobody, dns: { "example.com": { A: [OWN] } } });
    const order = plan.steps.find(({ kind }) => kind === "obtain-certificate");
    expect(order).toMatchObject({ who: "homeport", challenge: "http-01" });
  });
});
