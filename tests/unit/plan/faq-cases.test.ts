import { describe, expect, test } from "vitest";
import type { Answers } from "../../../shared/answers/answers.ts";
import { customer, here, OWN, PUBLIC, REACHED, WEB } from "./faq-worlds.ts";
import { planFor, stepIds, verdicts } from "./world-plan.ts";

function listenersOf(world: object, answers: Answers = {}): unknown {
  const step = planFor(world, answers).steps.find((each) => each.id === "synapse-config");
  return step?.kind === "write-file" && step.file.what === "synapse-config"
    ? step.file.opens
    : null;
}

describe("the cases of the FAQ", () => {
  test("C0: the name's address is the host and 8448 can be reached: nothing is published", () => {
    const plan = planFor(here());
    expect(plan.recommended).toBe("none");
    expect(plan.certificate?.names).toEqual(["example.com"]);
    expect(plan.publish.records).toEqual([]);
    expect(plan.reasons[0]?.code).toBe("method-none");
    expect(plan.alternatives.find((each) => each.method === "srv")?.blockedBy).toEqual([]);
  });

  test("C0p: with a proxy on 8448 nothing is published either, and Synapse stays plain without TLS paths", () => {
    const world = here({ proxy: "nginx", listeners: [{ port: 8008, tls: false }] });
    const plan = planFor(world);
    expect(plan.delegation).toEqual({ method: "none", delegatedName: "example.com", port: 8448 });
    const site = plan.steps.find((step) => step.id === "proxy-site")?.after ?? "";
    expect(site).toContain("listen 8448 ssl;");
    expect(site).toContain("proxy_pass http://127.0.0.1:8008;");
    expect(plan.steps.find((step) => step.id === "synapse-config")?.after).not.toContain(
      "tls_certificate_path",
    );
    expect(listenersOf(world)).toMatchObject([{ port: 8008, tls: false, xForwarded: true }]);
    expect(verdicts(plan.eras.end)).toEqual({ "0.34": "reached", ...REACHED });
  });

  test("C1: a record that leads to the same host is kept, and the case is C0", () => {
    const plan = planFor(
      here(
        {},
        {
          dns: {
            "example.com": { A: [OWN] },
            "_matrix._tcp.example.com": {
              SRV: [{ priority: 10, weight: 5, port: 8448, target: "example.com" }],
            },
          },
        },
      ),
    );
    expect(plan.recommended).toBe("none");
    expect(plan.publish.records).toMatchObject([{ change: "keep" }]);
    expect(plan.certificate?.names).toEqual(["example.com"]);
  });

  test("O1: the record stays where the certificate of the matrix domain can be put there", () => {
    const plan = planFor(customer({ certificateFor: ["example.com"], web: "nobody" }));
    expect(plan.delegation).toEqual({
      method: "srv",
      delegatedName: "customer.example.net",
      port: 8000,
    });
    expect(plan.certificate?.names).toEqual(["example.com"]);
    expect(plan.publish).toMatchObject({ wellKnownServer: null, records: [{ change: "keep" }] });
    expect(verdicts(plan.eras.end)).toEqual({ "0.34": "reached", ...REACHED });
  });

  test("O3.1: with a file without port, records of the delegated name are looked up and left alone", () => {
    const world = {
      ...customer({
        issuer: "public",
        dns: {
          "_matrix._tcp.customer.example.net": {
            SRV: [{ priority: 10, weight: 5, port: 8000, target: "customer.example.net" }],
          },
        },
      }),
      https: {
        "example.com": {
          ...PUBLIC,
          "/.well-known/matrix/server": { json: { "m.server": "customer.example.net" } },
        },
      },
    };
    const plan = planFor(world);
    expect(plan.steps).toEqual([]);
    expect(plan.delegation).toEqual({
      method: "well-known",
      delegatedName: "customer.example.net",
      port: 8000,
    });
    expect(plan.eras.now.inbound["1.0"].decidedBy).toBe("well-known+srv");
    expect(plan.publish.wellKnownServer).toEqual({ "m.server": "customer.example.net" });
    expect(plan.publish.records).toContainEqual({
      name: "_matrix._tcp.example.com",
      type: "SRV",
      ttl: 3600,
      value: "10 5 8000 customer.example.net",
      change: "keep",
    });
    expect(plan.eras.now.inbound["0.34"].decidedBy).toBe("srv");
    expect(verdicts(plan.eras.now)).toEqual({ "0.34": "reached", ...REACHED });
  });

  test("O3.2: moved to 8448, the file names the port, and the old record is led there for 0.34", () => {
    const plan = planFor(customer({}), { port: 8448, audience: ["0.34", "0.99", "1.0", "1.93"] });
    expect(plan.publish.wellKnownServer).toEqual({ "m.server": "customer.example.net:8448" });
    expect(listenersOf(customer({}), { port: 8448 })).toMatchObject([
      { port: 8448, tls: true, bindAddresses: ["::", "0.0.0.0"] },
      { port: 8000, tls: true },
    ]);
    expect(plan.publish.records).toMatchObject([
      { value: "10 5 8000 customer.example.net", change: "keep" },
    ]);
    expect(verdicts(plan.eras.end)).toEqual({ "0.34": "reached", ...REACHED });
  });

  test("O3.3: the file names the port that serves already", () => {
    const plan = planFor(customer({}));
    expect(plan.publish.wellKnownServer).toEqual({ "m.server": "customer.example.net:8000" });
    expect(plan.certificate?.names).toEqual(["customer.example.net"]);
    expect(plan.publish.records).toMatchObject([{ change: "keep" }]);
  });

  test("N1: a name that points elsewhere, without a record, is led by a file", () => {
    const plan = planFor({
      ...customer({ server: { listeners: [] } }),
      dns: { "example.com": { A: [WEB] }, "matrix.example.com": { A: [OWN] } },
      control: { web: "me" },
      endpoints: {},
    });
    expect(plan.publish.wellKnownServer).toEqual({ "m.server": "matrix.example.com:8448" });
    expect(plan.publish.records).toEqual([]);
  });

  test("W1: beside a working file the record is only for 0.34, and it goes when the person says so", () => {
    const world = {
      ...customer({ issuer: "public" }),
      https: {
        "example.com": {
          ...PUBLIC,
          "/.well-known/matrix/server": { json: { "m.server": "customer.example.net:8000" } },
        },
      },
    };
    expect(planFor(world).steps).toEqual([]);
    const plan = planFor(world, { keepSrv: "no" });
    expect(stepIds(plan)).toEqual(["remove-srv-legacy-8000-customer.example.net", "prove"]);
    expect(plan.consents).toMatchObject([{ code: "consent-era-cut-off", data: { era: "0.34" } }]);
    expect(verdicts(plan.eras.end)).toEqual({ "0.34": "unreachable", ...REACHED });
  });

  test("X1: who stays on 0.34 reaches nobody known only by a file, and is refused by 1.0 with its own certificate", () => {
    const { now } = planFor(customer({})).eras;
    expect(now.outbound["1.0"].verdict).toBe("unreachable");
    expect(now.outbound["0.34"].verdict).toBe("reached");
    expect(now.inbound["1.0"].verdict).toBe("refused");
  });
});
