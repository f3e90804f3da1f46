import { describe, expect, test } from "vitest";
import { planFor, refusalFor, stepIds, verdicts } from "./world-plan.ts";

const OWN = "198.51.100.7";
const WEB = "198.51.100.80";
const ALL_REACHED = { "0.34": "reached", "0.99": "reached", "1.0": "reached", "1.93": "reached" };

/** Example 1: a fresh host whose name points at it. */
const fresh = {
  format: 1,
  server: {
    name: "example.com",
    version: "1.160.0",
    install: "debian",
    addresses: [OWN],
    listeners: [
      { port: 8448, tls: true },
      { port: 8008, tls: false },
    ],
  },
  dns: { "example.com": { A: [OWN] } },
};

/** Examples 3, 4 and 6: an old record to another host that Synapse serves on 443. */
function oldRecord(
  certificateNames: readonly string[],
  issuer: string,
  extra: object = {},
): object {
  return {
    format: 1,
    server: {
      name: "example.com",
      version: "0.34.1.1",
      install: "debian",
      addresses: [OWN],
      listeners: [{ port: 443, tls: true }],
      users: true,
    },
    control: { web: "other", dns: "me", certificateFor: ["matrix.example.com"] },
    dns: {
      "example.com": { A: [WEB] },
      "_matrix._tcp.example.com": {
        SRV: [{ priority: 10, weight: 5, port: 443, target: "matrix.example.com" }],
      },
      "matrix.example.com": { A: [OWN] },
    },
    https: {
      "example.com": { certificate: { names: ["example.com"], issuer: "public" }, ...extra },
    },
    endpoints: { [`${OWN}:443`]: { certificate: { names: certificateNames, issuer } } },
  };
}

describe("the examples of the FAQ", () => {
  test("1: a fresh host with its own A record needs a certificate for its name and nothing published", () => {
    const plan = planFor(fresh);
    expect(plan.delegation).toEqual({ method: "none", delegatedName: "example.com", port: 8448 });
    expect(plan.certificate).toMatchObject({
      names: ["example.com"],
      issuer: "acme",
      challenge: "http-01",
    });
    expect(plan.publish).toEqual({ wellKnownServer: null, wellKnownClient: null, records: [] });
    expect(stepIds(plan)).toEqual([
      "order-key",
      "certificate",
      "synapse-config",
      "restart-synapse",
      "prove",
    ]);
    expect(verdicts(plan.eras.end)).toEqual(ALL_REACHED);
  });

  test("2: a hoster runs the server of example.com behind a document that the owner publishes", () => {
    const plan = planFor(
      {
        format: 1,
        server: { name: "example.com", version: "1.160.0", install: "debian", addresses: [OWN] },
        control: { web: "other", dns: "other" },
        dns: { "example.com": { A: [WEB] }, "example.matrixhosting.com": { A: [OWN] } },
        https: { "example.com": { certificate: { names: ["example.com"], issuer: "public" } } },
      },
      { delegatedName: "example.matrixhosting.com" },
    );
    expect(plan.publish.wellKnownServer).toEqual({ "m.server": "example.matrixhosting.com:8448" });
    expect(plan.certificate?.names).toEqual(["example.matrixhosting.com"]);
    expect(plan.steps.find((step) => step.kind === "ask-person")).toMatchObject({
      id: "ask-well-known",
      who: "other",
      phase: 2,
      files: [
        {
          url: "https://example.com/.well-known/matrix/server",
          content: '{"m.server":"example.matrixhosting.com:8448"}\n',
        },
        { url: "https://example.com/.well-known/matrix/client" },
      ],
    });
    expect(plan.steps.at(-1)).toMatchObject({ id: "prove", phase: 3, needs: ["ask-well-known"] });
    expect(verdicts(plan.eras.end)).toMatchObject({
      "0.99": "reached",
      "1.0": "reached",
      "1.93": "reached",
    });
  });

  test("3: a record to another host works on where the certificate there is for the server name", () => {
    const plan = planFor(oldRecord(["example.com"], "public"));
    expect(plan.delegation).toEqual({
      method: "srv",
      delegatedName: "matrix.example.com",
      port: 443,
    });
    expect(plan.steps).toEqual([]);
    expect(plan.publish.records).toEqual([
      {
        name: "_matrix._tcp.example.com",
        type: "SRV",
        ttl: 3600,
        value: "10 5 443 matrix.example.com",
        change: "keep",
      },
    ]);
    expect(verdicts(plan.eras.now)).toEqual(ALL_REACHED);
  });

  test("3: it does not work on with a certificate for the host of the record", () => {
    const plan = planFor(oldRecord(["matrix.example.com"], "public"));
    expect(verdicts(plan.eras.now)).toMatchObject({ "1.0": "refused", "1.93": "refused" });
    expect(plan.recommended).toBe("well-known");
  });

  test("4: a record with a certificate for its host only is cured by a document, and stays for 0.34", () => {
    const plan = planFor(oldRecord(["matrix.example.com"], "self-signed"));
    expect(verdicts(plan.eras.now)).toEqual({
      "0.34": "reached",
      "0.99": "reached",
      "1.0": "refused",
      "1.93": "refused",
    });
    expect(plan.delegation).toEqual({
      method: "well-known",
      delegatedName: "matrix.example.com",
      port: 443,
    });
    expect(plan.publish.wellKnownServer).toEqual({ "m.server": "matrix.example.com:443" });
    expect(plan.publish.records).toMatchObject([
      { name: "_matrix._tcp.example.com", change: "keep" },
    ]);
    expect(plan.certificate?.names).toEqual(["matrix.example.com"]);
    expect(verdicts(plan.eras.end)).toEqual(ALL_REACHED);
  });

  test("4: with a public certificate there already, only the document is asked for", () => {
    const plan = planFor(oldRecord(["matrix.example.com"], "public"));
    expect(plan.certificate).toBeNull();
    expect(stepIds(plan)).toEqual(["ask-well-known", "prove"]);
  });

  test.each([
    ["0.34.1.1", true],
    ["0.99.0", true],
    ["0.99.1", false],
    ["1.160.0", false],
  ])(
    "5: behind a proxy that ends all TLS, Synapse %s is given a certificate file: %s",
    (version, given) => {
      const plan = planFor({
        format: 1,
        server: {
          name: "example.com",
          version,
          install: "debian",
          addresses: [OWN],
          proxy: "nginx",
          listeners: [{ port: 8008, tls: false }],
        },
        control: { web: "other" },
        dns: { "example.com": { A: [WEB] }, "matrix.example.com": { A: [OWN] } },
        https: { "example.com": { certificate: { names: ["example.com"], issuer: "public" } } },
      });
      const config = plan.steps.find((step) => step.id === "synapse-config")?.after ?? "";
      expect(config.includes("tls_certificate_path")).toBe(given);
      expect(plan.steps.find((step) => step.id === "certificate")).toMatchObject({
        keyReader: given ? "matrix-synapse" : null,
      });
    },
  );

  test("6: beside a record and a document, 0.34 follows the record and the others the document", () => {
    const world = oldRecord(["matrix.example.com"], "public", {
      "/.well-known/matrix/server": { json: { "m.server": "matrix.example.com:443" } },
    });
    const plan = planFor(world, { audience: ["0.34", "0.99", "1.0", "1.93"] });
    expect(plan.steps).toEqual([]);
    expect(plan.delegation.method).toBe("well-known");
    expect(plan.eras.now.inbound["0.34"]).toMatchObject({
      verdict: "reached",
      decidedBy: "srv",
      certificateName: null,
    });
    expect(plan.eras.now.inbound["0.99"]).toMatchObject({
      verdict: "reached",
      decidedBy: "well-known+port",
    });
    expect(plan.eras.now.inbound["1.0"]).toMatchObject({
      verdict: "reached",
      decidedBy: "well-known+port",
    });
  });
});

test("nobody's web and nobody's DNS leave no way, and the refusal says what would help", () => {
  const refusal = refusalFor({
    format: 1,
    server: { name: "example.com", install: "debian", addresses: [OWN] },
    control: { web: "nobody", dns: "nobody" },
    dns: { "example.com": { A: [WEB] }, "matrix.example.com": { A: [OWN] } },
    https: { "example.com": { certificate: { names: ["example.com"], issuer: "public" } } },
  });
  expect(refusal.reasons.map((each) => each.code)).toEqual(
    expect.arrayContaining(["name-elsewhere", "web-nobody", "dns-nobody"]),
  );
  expect(refusal.wouldHelp.map((each) => each.code)).toEqual(
    expect.arrayContaining(["help-web-control", "help-dns"]),
  );
  expect(refusal.alternatives.map((each) => each.method)).toEqual(["none", "well-known", "srv"]);
});
