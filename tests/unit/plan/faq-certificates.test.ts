import { describe, expect, test } from "vitest";
import { answerFaq } from "../../../shared/faq/faq.ts";
import { makeRenewal } from "../../../shared/plan/make-renewal.ts";
import { publicCertificate } from "../../../shared/facts/public-certificate.ts";
import { debianHost, freshSynapse } from "./debian-host.ts";
import { customer, here, OWN, PUBLIC, REACHED } from "./faq-worlds.ts";
import { inputOf, planFor, stepIds, verdicts } from "./world-plan.ts";

describe("the cases of the FAQ that turn on certificates", () => {
  test("C0p: a good certificate that the proxy serves already is used, and none is ordered", () => {
    const world = here(
      { proxy: "nginx", listeners: [{ port: 8008, tls: false }] },
      { https: { "example.com": PUBLIC }, endpoints: {} },
    );
    for (const answers of [{}, { certificate: "existing" }] as const) {
      const plan = planFor(world, answers);
      expect(plan.delegation).toMatchObject({ method: "none", port: 8448 });
      expect(plan.certificate).toMatchObject({ names: ["example.com"], issuer: "existing" });
      const lines = plan.steps.find((step) => step.id === "proxy-site");
      expect(lines?.reason.code).toBe("snippet-at-their-certificate");
      expect(lines?.after).toContain("listen 8448 ssl;");
      expect(lines?.after).not.toContain("ssl_certificate");
      expect(verdicts(plan.eras.end)).toMatchObject(REACHED);
    }
    expect(planFor(world, { certificate: "acme" }).certificate?.issuer).toBe("acme");
  });

  test("O2: a proxy that serves the certificate of the name already takes the record's place with it", () => {
    const world = {
      ...customer({
        web: "nobody",
        certificateFor: [],
        server: {
          proxy: "nginx",
          listeners: [
            { port: 8008, tls: false },
            { port: 8000, tls: true },
          ],
        },
      }),
      endpoints: {
        [`${OWN}:8000`]: {
          certificate: { names: ["customer.example.net"], issuer: "self-signed" },
        },
        [`${OWN}:443`]: { certificate: { names: ["example.com"] }, serverName: null },
      },
    };
    const plan = planFor(world);
    expect(plan.recommended).toBe("srv");
    expect(plan.certificate).toMatchObject({
      names: ["example.com"],
      issuer: "existing",
      challenge: null,
    });
    expect(stepIds(plan)).not.toContain("certificate");
    const lines = plan.steps.find((step) => step.id === "proxy-site");
    expect(lines).toMatchObject({ who: "you" });
    expect(lines?.after).toContain("location ~ ^(/_matrix|/_synapse/client) {");
    expect(lines?.after).not.toContain("ssl_certificate");
    expect(plan.publish.records).toContainEqual({
      name: "_matrix._tcp.example.com",
      type: "SRV",
      ttl: 3600,
      value: "10 5 443 customer.example.net",
      change: "change",
    });
    expect(verdicts(plan.eras.end)).toMatchObject(REACHED);
  });

  test("O2: where the proxy has no certificate for the name, one is ordered for its port 8448", () => {
    const world = customer({
      certificateFor: ["example.com"],
      web: "nobody",
      server: { proxy: "nginx", listeners: [{ port: 8008, tls: false }] },
    });
    const plan = planFor(world, { delegate: "srv", port: 8448 });
    expect(plan.certificate).toMatchObject({ names: ["example.com"], issuer: "acme" });
    expect(plan.publish.records).toContainEqual(
      expect.objectContaining({ value: "10 5 8448 customer.example.net", change: "change" }),
    );
    expect(verdicts(plan.eras.end)).toMatchObject(REACHED);
  });

  test("P1: behind a proxy Synapse needs no certificate from 0.99.1 on", () => {
    const config = (version: string): string =>
      planFor(
        here({ version, proxy: "nginx", listeners: [{ port: 8008, tls: false }] }),
      ).steps.find((step) => step.id === "synapse-config")?.after ?? "";
    expect(config("0.99.1")).not.toContain("tls_certificate_path");
    expect(config("0.99.0")).toContain("tls_certificate_path");
    expect(config("0.34.1.1")).toContain("tls_certificate_path");
  });

  test("P2: one Synapse serves one certificate on all of its TLS ports, so it holds both names in use", () => {
    const world = {
      ...customer({
        names: ["example.com"],
        issuer: "public",
        certificateFor: ["example.com", "customer.example.net"],
      }),
    };
    const plan = planFor(world, { delegate: "well-known" });
    expect(plan.certificate?.names).toEqual(["customer.example.net", "example.com"]);
    expect(plan.consents).toEqual([]);
  });

  test("P3: a certificate of one's own is put in place of an order", () => {
    const plan = planFor(here(), { certificate: "own" });
    expect(plan.certificate).toMatchObject({
      issuer: "own",
      challenge: null,
      path: "/etc/homeport/tls/example.com",
    });
    expect(stepIds(plan)).toEqual(["certificate", "synapse-config", "restart-synapse", "prove"]);
  });

  test("R1: an expired certificate is replaced where it is, and nothing else changes", () => {
    const plan = planFor(
      here(
        { listeners: [{ port: 8448, tls: true }] },
        {
          endpoints: {
            [`${OWN}:8448`]: {
              certificate: { names: ["example.com"], notAfter: "2020-01-01T00:00:00Z" },
            },
          },
        },
      ),
    );
    expect(plan.recommended).toBe("none");
    expect(stepIds(plan)).toEqual([
      "order-key",
      "certificate",
      "synapse-config",
      "restart-synapse",
      "prove",
    ]);
  });

  test("R1: a certificate of ours is renewed by a reload, which Synapse knows from 0.99.0 on", () => {
    const world = here(
      { listeners: [{ port: 8448, tls: true }] },
      {
        endpoints: { [`${OWN}:8448`]: PUBLIC },
      },
    );
    const input = inputOf(world);
    const ours = publicCertificate(["example.com"]);
    const path = "/etc/homeport/tls/example.com/fullchain.pem";
    const host = debianHost({
      synapse: freshSynapse({ serverName: "example.com", tlsCertificatePath: path }),
      ownCertificates: { "example.com": ours },
    });
    const renewed = makeRenewal({ ...input, host });
    const services = renewed.ok
      ? renewed.value.steps.flatMap((step) => (step.kind === "control-service" ? [step] : []))
      : [];
    expect(services).toMatchObject([{ service: "synapse", action: "reload" }]);
    const faq = (version: string): string => {
      const json = here({ version });
      return answerFaq(inputOf(json), planFor(json), null)["how-to-reload"].verdict;
    };
    expect([faq("0.99.0"), faq("1.160.0"), faq("0.34.1.1")]).toEqual([
      "sighup",
      "sighup",
      "restart",
    ]);
  });
});
