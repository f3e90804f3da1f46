import { describe, expect, test } from "vitest";
import type { HostSeen, ProxySeen } from "../../../shared/facts/host-seen.ts";
import type { CertificateSeen } from "../../../shared/facts/observation.ts";
import { makeRenewal } from "../../../shared/plan/make-renewal.ts";
import type { Plan, PlanInput, Step } from "../../../shared/plan/plan.ts";
import { debianHost, debianNginx, freshSynapse } from "./debian-host.ts";
import { inputOf, stepIds } from "./world-plan.ts";

const OWN = "198.51.100.7";
const WEB = "198.51.100.80";

function certificateFor(...names: readonly string[]): CertificateSeen {
  return {
    names,
    cnOnly: false,
    issuer: "public",
    issuerName: null,
    complete: true,
    notBefore: null,
    notAfter: null,
    fingerprint: null,
  };
}

/** The name points at the host, and Synapse ends TLS with our certificate. */
function bySynapse(changes: Partial<HostSeen> = {}): PlanInput {
  const world = {
    format: 1,
    server: { name: "one.example", addresses: [OWN] },
    dns: { "one.example": { A: [OWN] } },
    endpoints: { [`${OWN}:8448`]: { certificate: { names: ["one.example"] } } },
  };
  const synapse = freshSynapse({
    serverName: "one.example",
    tlsCertificatePath: "/etc/homeport/tls/one.example/fullchain.pem",
  });
  const ownCertificates = { "one.example": certificateFor("one.example", "old.example") };
  return { ...inputOf(world), host: debianHost({ synapse, ownCertificates, ...changes }) };
}

/** A document leads to a site of nginx on PORT. */
function byNginx(port: number, proxy: ProxySeen | null): PlanInput {
  const world = {
    format: 1,
    server: { name: "two.example", addresses: [OWN] },
    dns: { "two.example": { A: [WEB] }, "matrix.two.example": { A: [OWN] } },
    https: {
      "two.example": {
        certificate: { names: ["two.example"], issuer: "public" },
        "/.well-known/matrix/server": { json: { "m.server": `matrix.two.example:${port}` } },
      },
    },
    endpoints: { [`${OWN}:${port}`]: { certificate: { names: ["matrix.two.example"] } } },
  };
  const ownCertificates = { "matrix.two.example": certificateFor("matrix.two.example") };
  const synapse = freshSynapse({ serverName: "two.example" });
  return { ...inputOf(world), host: debianHost({ synapse, ownCertificates, proxy }) };
}

function serving(port: number): ProxySeen {
  const site = { name: "matrix.two.example", port, tls: true, address: null };
  return { ...debianNginx(), serves: [...debianNginx().serves, site] };
}

function renewal(input: PlanInput): Plan {
  const made = makeRenewal(input);
  if (!made.ok) throw new Error(JSON.stringify(made.error.reasons));
  return made.value;
}

function step(plan: Plan, id: string): Step | undefined {
  return plan.steps.find((each) => each.id === id);
}

function refusals(input: PlanInput): readonly string[] {
  const made = makeRenewal(input);
  return made.ok ? [] : made.error.reasons.map((each) => each.code);
}

describe("a renewal", () => {
  test("of Synapse's own certificate orders the same names and reloads Synapse", () => {
    const plan = renewal(bySynapse());
    expect(plan.recommended).toBe("none");
    expect(plan.delegation).toEqual({ method: "none", delegatedName: "one.example", port: 8448 });
    expect(stepIds(plan)).toEqual(["order-key", "certificate", "reload-synapse", "prove"]);
    expect(step(plan, "certificate")).toMatchObject({
      names: ["one.example", "old.example"],
      answerBy: "responder",
      keyReader: "matrix-synapse",
      undo: null,
      irreversible: {
        code: "irreversible-certificate",
        data: { names: "one.example, old.example" },
      },
    });
    expect(step(plan, "reload-synapse")).toMatchObject({ opens: [8448] });
  });

  test.each([443, 8443])(
    "of a site of nginx waits for the port that peers are led to, %i",
    (port) => {
      const plan = renewal(byNginx(port, serving(port)));
      expect(plan.recommended).toBe("well-known");
      expect(plan.delegation).toEqual({
        method: "well-known",
        delegatedName: "matrix.two.example",
        port,
      });
      expect(plan.publish.wellKnownServer).toEqual({ "m.server": `matrix.two.example:${port}` });
      expect(step(plan, "certificate")).toMatchObject({ answerBy: "web-server", keyReader: null });
      expect(step(plan, "reload-nginx")).toMatchObject({ opens: [port] });
    },
  );

  test("behind a forwarded port waits for the port that nginx itself has", () => {
    expect(step(renewal(byNginx(443, serving(8443))), "reload-nginx")).toMatchObject({
      opens: [8443],
    });
  });

  test("finds the certificate by its names where its folder has another", () => {
    const ownCertificates = {
      "other.example": certificateFor("other.example"),
      "matrix.one.example": certificateFor("matrix.one.example", "one.example"),
    };
    const path = "/etc/homeport/tls/matrix.one.example";
    const synapse = freshSynapse({ tlsCertificatePath: `${path}/fullchain.pem` });
    expect(renewal(bySynapse({ ownCertificates, synapse })).certificate).toMatchObject({
      names: ["matrix.one.example", "one.example"],
      path,
    });
  });

  test("is done by hand where another server holds the certificate", () => {
    const apache = { ...serving(443), kind: "apache" } as const;
    expect(refusals(byNginx(443, apache))).toEqual(["renew-by-hand"]);
    expect(refusals(byNginx(443, null))).toEqual(["renew-by-hand"]);
    const synapse = freshSynapse({
      install: "docker",
      tlsCertificatePath: "/etc/homeport/tls/one.example/fullchain.pem",
    });
    expect(refusals(bySynapse({ synapse }))).toEqual(["renew-by-hand"]);
  });

  test("needs a certificate of ours", () => {
    expect(refusals(bySynapse({ ownCertificates: {} }))).toEqual(["no-certificate-of-ours"]);
  });
});
