import { describe, expect, test } from "vitest";
import { planFor, refusalFor, stepIds, verdicts } from "./world-plan.ts";

const OWN = "198.51.100.7";
const WEB = "198.51.100.80";
const REACHED = { "0.99": "reached", "1.0": "reached", "1.93": "reached" };
const WEBSITE = { "example.com": { certificate: { names: ["example.com"], issuer: "public" } } };
const server = { name: "example.com", version: "1.160.0", install: "debian", addresses: [OWN] };

describe("names that say themselves where to go", () => {
  test("a port in the name is followed and nothing else", () => {
    const plan = planFor({
      format: 1,
      server: { ...server, name: "example.com:8000" },
      dns: { "example.com": { A: [OWN] } },
    });
    expect(plan.delegation).toEqual({
      method: "explicit-port",
      delegatedName: "example.com",
      port: 8000,
    });
    expect(plan.certificate?.names).toEqual(["example.com"]);
    expect(plan.publish).toEqual({ wellKnownServer: null, wellKnownClient: null, records: [] });
    expect(verdicts(plan.eras.end)).toEqual({ "0.34": "reached", ...REACHED });
  });

  test("an address as the name works where its certificate holds the address", () => {
    const plan = planFor({
      format: 1,
      server: { ...server, name: OWN },
      endpoints: { [`${OWN}:8448`]: { certificate: { names: [OWN] } } },
    });
    expect(plan.delegation).toEqual({ method: "ip-literal", delegatedName: OWN, port: 8448 });
    expect(plan.steps).toEqual([]);
  });

  test("an address as the name takes a certificate of one's own, and none can be ordered", () => {
    const world = { format: 1, server: { ...server, name: OWN } };
    expect(refusalFor(world).reasons[0]?.code).toBe("certificate-for-address");
    const plan = planFor(world, { certificate: "own" });
    expect(plan.certificate).toMatchObject({ names: [OWN], issuer: "own" });
    expect(plan.steps.map((each) => [each.phase, each.who, each.id])).toEqual([
      [1, "you", "certificate"],
      [2, "homeport", "synapse-config"],
      [2, "homeport", "restart-synapse"],
      [2, "homeport", "prove"],
    ]);
  });
});

describe("ports and addresses", () => {
  test("a port whose packets vanish is let through first, where somebody can", () => {
    const world = {
      format: 1,
      server,
      control: { ports: [8448] },
      dns: { "example.com": { A: [OWN] } },
      endpoints: { [`${OWN}:8448`]: { silent: true } },
    };
    const plan = planFor(world);
    expect(plan.steps[0]).toMatchObject({
      id: "open-port-8448",
      kind: "ask-person",
      who: "you",
      phase: 1,
      ports: [8448],
    });
    expect(plan.steps[1]).toMatchObject({ phase: 2, needs: ["open-port-8448"] });
    expect(verdicts(plan.eras.end)).toMatchObject(REACHED);
  });

  test("where it cannot be let through, a file leads to another port of the same name", () => {
    const world = {
      format: 1,
      server: { ...server, proxy: "nginx" },
      dns: { "example.com": { A: [OWN] }, "matrix.example.com": { A: [OWN] } },
      https: WEBSITE,
      endpoints: { [`${OWN}:8448`]: { silent: true } },
    };
    const plan = planFor(world);
    expect(plan.delegation).toEqual({
      method: "well-known",
      delegatedName: "matrix.example.com",
      port: 443,
    });
    expect(plan.alternatives.find((each) => each.method === "none")?.blockedBy).toEqual([
      { code: "port-silent", data: { port: 8448, address: OWN } },
    ]);
  });

  test("a name without any address gets one, and the wait is as long as others remember that there was none", () => {
    const plan = planFor({ format: 1, server, dns: { "matrix.example.com": { A: [OWN] } } });
    expect(plan.recommended).toBe("none");
    expect(plan.publish.records).toEqual([
      { name: "example.com", type: "A", ttl: 3600, value: OWN, change: "add" },
    ]);
    expect(stepIds(plan).slice(0, 2)).toEqual(["record-a-198-51-100-7", "wait-addresses"]);
    expect(plan.steps[1]).toMatchObject({ kind: "wait", phase: 2, seconds: 3600 });
  });

  test("Synapse itself does not take a port below 1024", () => {
    const world = {
      format: 1,
      server,
      dns: { "example.com": { A: [WEB] }, "matrix.example.com": { A: [OWN] } },
      https: WEBSITE,
    };
    expect(planFor(world).delegation.port).toBe(8448);
    expect(refusalFor(world, { port: 443 }).reasons.map((each) => each.code)).toContain(
      "port-needs-proxy",
    );
  });

  test("a new port of Synapse's own serves the good certificate that it has already", () => {
    const plan = planFor({
      format: 1,
      server: { ...server, listeners: [{ port: 443, tls: true }] },
      dns: { "example.com": { A: [OWN] } },
      endpoints: { [`${OWN}:443`]: { certificate: { names: ["example.com"] } } },
    });
    expect(plan.recommended).toBe("none");
    expect(plan.certificate).toBeNull();
    expect(stepIds(plan)).toEqual(["synapse-config", "restart-synapse", "prove"]);
    expect(verdicts(plan.eras.end)).toEqual({ "0.34": "reached", ...REACHED });
  });

  test("Synapse in a container is changed by the person, and listens beyond its own loopback", () => {
    const plan = planFor({
      format: 1,
      server: { ...server, install: "docker", proxy: "nginx" },
      dns: { "example.com": { A: [WEB] }, "matrix.example.com": { A: [OWN] } },
      https: WEBSITE,
    });
    const config = plan.steps.find((step) => step.id === "synapse-config");
    expect(config).toMatchObject({ who: "you", file: { path: "homeserver.yaml" } });
    expect(config?.after).toContain('bind_addresses: ["::", "0.0.0.0"]');
  });

  test("an existing endpoint with a good certificate is only announced", () => {
    const plan = planFor({
      format: 1,
      server: { ...server, listeners: [{ port: 8448, tls: true }] },
      dns: { "example.com": { A: [WEB] }, "matrix.example.com": { A: [OWN] } },
      https: WEBSITE,
      endpoints: { [`${OWN}:8448`]: { certificate: { names: ["matrix.example.com"] } } },
    });
    expect(stepIds(plan)).toEqual(["publish-well-known", "prove"]);
    expect(plan.certificate).toBeNull();
    expect(plan.steps[0]).toMatchObject({ who: "you", phase: 1, visibleAfterSeconds: 3600 });
  });
});

describe("hands", () => {
  test("records that forbid every authority leave a certificate of one's own", () => {
    const world = {
      format: 1,
      server,
      dns: { "example.com": { A: [OWN], CAA: [{ flags: 0, tag: "issue", value: ";" }] } },
    };
    expect(refusalFor(world).reasons.map((each) => each.code)).toContain("certificate-caa-nobody");
    expect(planFor(world, { certificate: "own" }).recommended).toBe("none");
  });

  const elsewhere = {
    format: 1,
    server,
    dns: { "example.com": { A: [WEB] } },
    https: WEBSITE,
  };

  test("records in another person's hands are one request, and the certificate waits for them", () => {
    const plan = planFor({ ...elsewhere, control: { web: "other", dns: "other" } });
    expect(plan.steps.map((each) => [each.phase, each.who, each.id])).toEqual([
      [1, "other", "ask-record-a-198-51-100-7"],
      [2, "homeport", "wait-addresses"],
      [3, "homeport", "order-key"],
      [3, "homeport", "certificate"],
      [3, "homeport", "synapse-config"],
      [3, "homeport", "restart-synapse"],
      [3, "homeport", "prove-endpoint"],
      [4, "other", "ask-well-known"],
      [5, "homeport", "prove"],
    ]);
  });

  test("old software is given a record of its own beside the file, or the plan is refused", () => {
    const world = { ...elsewhere, dns: { ...elsewhere.dns, "matrix.example.com": { A: [OWN] } } };
    const all = { audience: ["0.34", "0.99", "1.0", "1.93"] } as const;
    expect(planFor(world, all).publish.records).toEqual([
      {
        name: "_matrix._tcp.example.com",
        type: "SRV",
        ttl: 3600,
        value: "10 5 8448 matrix.example.com",
        change: "add",
      },
    ]);
    expect(
      refusalFor({ ...world, control: { dns: "nobody" } }, all).reasons.map((each) => each.code),
    ).toContain("dns-nobody");
  });

  test("an alias is never the target of a record", () => {
    const world = {
      format: 1,
      server,
      control: { web: "nobody", certificateFor: ["example.com"] },
      dns: {
        "example.com": { A: [WEB] },
        "matrix.example.com": { CNAME: "vps.example.net" },
        "vps.example.net": { A: [OWN] },
      },
    };
    expect(planFor(world).publish.records).toMatchObject([
      { name: "_matrix-fed._tcp.example.com", value: "10 5 8448 vps.example.net" },
      { name: "_matrix._tcp.example.com", value: "10 5 8448 vps.example.net" },
    ]);
  });

  test("a website whose certificate is not believed leads nobody", () => {
    const https = {
      "example.com": { certificate: { names: ["www.example.com"], issuer: "public" } },
    };
    const refusal = refusalFor({
      ...elsewhere,
      https,
      control: { certificateFor: ["matrix.example.com"] },
    });
    expect(refusal.reasons).toContainEqual({
      code: "web-certificate-bad",
      data: { name: "example.com", why: "cert-name-mismatch" },
    });
  });
});

describe("web servers in front", () => {
  test("a site that somebody has for the name stays, and the lines go into its block by hand", () => {
    const world = {
      format: 1,
      server: { ...server, proxy: "nginx", listeners: [{ port: 8008, tls: false }] },
      dns: { "example.com": { A: [WEB] }, "matrix.example.com": { A: [OWN] } },
      https: WEBSITE,
      endpoints: {
        [`${OWN}:443`]: {
          certificate: { names: ["matrix.example.com"], notAfter: "2020-01-01T00:00:00Z" },
        },
      },
    };
    const site = planFor(world).steps.find((step) => step.id === "proxy-site");
    expect(site).toMatchObject({ who: "you", reason: { code: "snippet-inside-site" } });
    expect(site?.after).not.toContain("server {");
    expect(site?.after).toContain(
      "ssl_certificate /etc/homeport/tls/matrix.example.com/fullchain.pem;",
    );
  });

  test.each([
    ["apache", "AllowEncodedSlashes NoDecode"],
    ["caddy", "reverse_proxy /_matrix/* 127.0.0.1:8008"],
    ["haproxy", "use_backend homeport_synapse"],
    ["other", "the path unchanged, also %2F"],
  ])("%s is changed by the person, with the text for it", (proxy, text) => {
    const plan = planFor(
      {
        format: 1,
        server: { ...server, ...(proxy === "other" ? {} : { proxy }) },
        dns: { "example.com": { A: [WEB] }, "matrix.example.com": { A: [OWN] } },
        https: WEBSITE,
      },
      proxy === "other" ? { proxy: "other" } : {},
    );
    const site = plan.steps.find((step) => step.id === "proxy-site");
    expect(site).toMatchObject({ who: "you", file: { what: "proxy-snippet", brand: proxy } });
    expect(site?.after).toContain(text);
    expect(stepIds(plan)).not.toContain("reload-nginx");
    expect(verdicts(plan.eras.end)).toMatchObject(REACHED);
  });
});
