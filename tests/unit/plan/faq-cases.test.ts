import { describe, expect, test } from "vitest";
import type { Answers } from "../../../shared/answers/answers.ts";
import { planFor, stepIds, verdicts } from "./world-plan.ts";

const OWN = "198.51.100.7";
const WEB = "198.51.100.80";
const PUBLIC = { certificate: { names: ["example.com"], issuer: "public" } };
const REACHED = { "0.99": "reached", "1.0": "reached", "1.93": "reached" };

/** `customer.example.net` serves `example.com`, whose old record leads to its port 8000. */
function customer(extra: {
  readonly names?: readonly string[];
  readonly issuer?: string;
  readonly certificateFor?: readonly string[];
  readonly web?: string;
  readonly dns?: object;
  readonly server?: object;
}): object {
  return {
    format: 1,
    server: {
      name: "example.com",
      version: "0.34.1.1",
      install: "debian",
      addresses: [OWN],
      listeners: [{ port: 8000, tls: true }],
      users: true,
      ...extra.server,
    },
    control: {
      web: extra.web ?? "other",
      dns: "me",
      certificateFor: extra.certificateFor ?? ["customer.example.net"],
    },
    dns: {
      "example.com": { A: [WEB] },
      "_matrix._tcp.example.com": {
        SRV: [{ priority: 10, weight: 5, port: 8000, target: "customer.example.net" }],
      },
      "customer.example.net": { A: [OWN] },
      ...extra.dns,
    },
    https: { "example.com": PUBLIC },
    endpoints: {
      [`${OWN}:8000`]: {
        certificate: {
          names: extra.names ?? ["customer.example.net"],
          issuer: extra.issuer ?? "self-signed",
        },
      },
    },
  };
}

/** The name points at the host. */
function here(server: object = {}, extra: object = {}): object {
  return {
    format: 1,
    server: {
      name: "example.com",
      version: "1.160.0",
      install: "debian",
      addresses: [OWN],
      ...server,
    },
    dns: { "example.com": { A: [OWN] } },
    ...extra,
  };
}

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

  test("O2: a proxy that ends TLS takes the record's place with the certificate of the name", () => {
    const world = customer({
      certificateFor: ["example.com"],
      web: "nobody",
      server: { proxy: "nginx", listeners: [{ port: 8008, tls: false }] },
    });
    const plan = planFor(world, { delegate: "srv", port: 8448 });
    expect(plan.delegation).toEqual({
      method: "srv",
      delegatedName: "customer.example.net",
      port: 8448,
    });
    expect(plan.steps.find((step) => step.id === "proxy-site")?.after).toContain(
      "server_name example.com;",
    );
    expect(plan.publish.records).toContainEqual({
      name: "_matrix._tcp.example.com",
      type: "SRV",
      ttl: 3600,
      value: "10 5 8448 customer.example.net",
      change: "change",
    });
    expect(verdicts(plan.eras.end)).toMatchObject(REACHED);
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

  test("P1: behind a proxy Synapse needs no certificate from 0.99.1 on", () => {
    const config = (version: string): string =>
      planFor(
        here({ version, proxy: "nginx", listeners: [{ port: 8008, tls: false }] }),
      ).steps.find((step) => step.id === "synapse-config")?.after ?? "";
    expect(config("0.99.1")).not.toContain("tls_certificate_path");
    expect(config("0.99.0")).toContain("tls_certificate_path");
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

  test("X1: who stays on 0.34 reaches nobody known only by a file, and is refused by 1.0 with its own certificate", () => {
    const { now } = planFor(customer({})).eras;
    expect(now.outbound["1.0"].verdict).toBe("unreachable");
    expect(now.outbound["0.34"].verdict).toBe("reached");
    expect(now.inbound["1.0"].verdict).toBe("refused");
  });
});
