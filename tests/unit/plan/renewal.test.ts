import { describe, expect, test } from "vitest";
import type { HostSeen, ProxySeen } from "../../../shared/facts/host-seen.ts";
import { makeRenewal } from "../../../shared/plan/make-renewal.ts";
import type { Plan, PlanInput, Step } from "../../../shared/plan/plan.ts";
import { debianHost, debianNginx, freshSynapse } from "./debian-host.ts";
import { said, toldPlan } from "./told.ts";
import { inputOf, stepIds } from "./world-plan.ts";
import { publicCertificate } from "../../../shared/facts/public-certificate.ts";

const OWN = "198.51.100.7";
const WEB = "198.51.100.80";

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
  const ownCertificates = { "one.example": publicCertificate(["one.example", "old.example"]) };
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
  const ownCertificates = { "matrix.two.example": publicCertificate(["matrix.two.example"]) };
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
      "other.example": publicCertificate(["other.example"]),
      "matrix.one.example": publicCertificate(["matrix.one.example", "one.example"]),
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

describe("the steps of a renewal", () => {
  test("are a key, an order, a reload of Synapse and a proof, each after the other", () => {
    expect(toldPlan(renewal(bySynapse()))).toEqual([
      "1 homeport: order-key order-key",
      "  why renew-key",
      "  names one.example, old.example in /etc/homeport/tls/one.example",
      "  undo undo-file",
      "  done when nothing",
      "1 homeport: obtain-certificate certificate after order-key",
      "  why renew-certificate",
      "  names one.example, old.example in /etc/homeport/tls/one.example",
      "  by acme http-01 responder, key for matrix-synapse",
      "  for good irreversible-certificate names=one.example, old.example",
      "  done when nothing",
      "1 homeport: control-service reload-synapse after certificate",
      "  why reload-certificate",
      "  reload matrix-synapse.service (synapse), opens 8448",
      "  undo nothing",
      "  done when nothing",
      "1 homeport: prove prove after reload-synapse",
      "  why prove-renewed",
      "  federation",
      "  undo nothing",
      "  done when nothing",
    ]);
  });

  test("reload the unit that the machine has, or the usual one", () => {
    const reload = (plan: Plan) => plan.steps[2];
    const proxy = { ...serving(443), unit: { ...unit(), name: "nginx-own.service" } };
    expect(reload(renewal(byNginx(443, proxy)))).toMatchObject({ unit: "nginx-own.service" });
    expect(reload(renewal(byNginx(443, { ...serving(443), unit: null })))).toMatchObject({
      unit: "nginx.service",
      service: "nginx",
    });
    const path = { tlsCertificatePath: "/etc/homeport/tls/one.example/fullchain.pem" };
    const own = { ...unit(), name: "synapse-own.service" };
    expect(
      reload(renewal(bySynapse({ synapse: freshSynapse({ ...path, unit: own }) }))),
    ).toMatchObject({ unit: "synapse-own.service" });
    expect(
      reload(renewal(bySynapse({ synapse: freshSynapse({ ...path, unit: null }) }))),
    ).toMatchObject({ unit: "matrix-synapse.service", service: "synapse" });
  });

  test("are of a plan that changes nothing else", () => {
    const plan = renewal(bySynapse());
    expect(plan).toMatchObject({
      serverName: "one.example",
      certificate: { challenge: "http-01", issuer: "acme" },
      alternatives: [],
      reasons: [],
      consents: [],
      eras: { afterStep: {} },
    });
    expect(plan.eras.end).toEqual(plan.eras.now);
  });
});

describe("a renewal that is refused", () => {
  const refusal = (input: PlanInput) => {
    const made = makeRenewal(input);
    if (made.ok) throw new Error("planned");
    const { reasons, wouldHelp, alternatives, eras } = made.error;
    expect(alternatives).toEqual([]);
    expect(eras.afterStep).toEqual({});
    expect(eras.end).toEqual(eras.now);
    return [...reasons, ...wouldHelp].map(said);
  };

  test("says that there is nothing to renew, with a login and without", () => {
    const expected = ["no-certificate-of-ours name=one.example", "apply-first name=one.example"];
    expect(refusal(bySynapse({ ownCertificates: {} }))).toEqual(expected);
    expect(refusal({ ...bySynapse(), host: null })).toEqual(expected);
  });

  test("says which certificate somebody else holds", () => {
    const data = "names=one.example, old.example path=/etc/homeport/tls/one.example";
    const synapse = freshSynapse({ tlsCertificatePath: null });
    const expected = [`renew-by-hand ${data}`, `renewer-on-host ${data}`];
    expect(refusal(bySynapse({ synapse }))).toEqual(expected);
    expect(refusal(bySynapse({ synapse: null }))).toEqual(expected);
  });
});

describe("which certificate is renewed", () => {
  const path = "/etc/homeport/tls/one.example/fullchain.pem";
  const renewed = (...folders: readonly string[]) => {
    const ownCertificates = Object.fromEntries(
      folders.map((each) => [each, publicCertificate([each])]),
    );
    const at = (folder: string) => path.replace("one.example", folder);
    const synapses = folders.map((each) => freshSynapse({ tlsCertificatePath: at(each) }));
    return synapses.flatMap((synapse) => {
      const made = makeRenewal(bySynapse({ ownCertificates, synapse }));
      return made.ok ? (made.value.certificate?.names ?? []) : [];
    });
  };

  test("is that of the name which peers ask for, whatever else lies there", () => {
    expect(renewed("a.example", "one.example")).toEqual(["one.example"]);
  });

  test("is the only one there is, whatever its name, and none of several others", () => {
    expect(renewed("a.example")).toEqual(["a.example"]);
    expect(renewed("a.example", "b.example")).toEqual([]);
  });

  test("is in the folder of its name rather than one that also covers it", () => {
    const ownCertificates = {
      "a.example": publicCertificate(["a.example", "one.example"]),
      "one.example": publicCertificate(["one.example"]),
    };
    const synapse = freshSynapse({ tlsCertificatePath: path });
    expect(renewal(bySynapse({ ownCertificates, synapse })).certificate?.names).toEqual([
      "one.example",
    ]);
  });
});

describe("where nobody reaches the server today", () => {
  const cut = (name: string): PlanInput => {
    const world = { format: 1, server: { name, addresses: [OWN] } };
    const folder = name.replace(/:\d+$/, "");
    const synapse = freshSynapse({
      tlsCertificatePath: `/etc/homeport/tls/${folder}/fullchain.pem`,
    });
    const ownCertificates = { [folder]: publicCertificate([folder]) };
    return { ...inputOf(world), host: debianHost({ synapse, ownCertificates }) };
  };

  test.each([
    ["one.example", { method: "none", delegatedName: "one.example", port: 8448 }],
    ["one.example:8000", { method: "explicit-port", delegatedName: "one.example", port: 8000 }],
    [OWN, { method: "ip-literal", delegatedName: OWN, port: 8448 }],
  ])("the name %s says where peers would go", (name, delegation) => {
    expect(renewal(cut(name)).delegation).toEqual(delegation);
  });
});

function unit(): NonNullable<ProxySeen["unit"]> {
  return {
    name: "x.service",
    active: "active",
    enabled: true,
    canReload: true,
    conditionMet: true,
  };
}
