import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { canonicalPlan } from "../../../shared/plan/canonical.ts";
import { makePlan } from "../../../shared/plan/make-plan.ts";
import type { Plan, PlanInput, Step } from "../../../shared/plan/plan.ts";
import { debianHost, debianNginx, freshSynapse } from "./debian-host.ts";
import { inputOf, stepIds, verdicts } from "./world-plan.ts";

const OWN = "198.51.100.7";
const WEB = "198.51.100.80";

function plan(input: PlanInput): Plan {
  const made = makePlan(input);
  if (!made.ok) throw new Error(JSON.stringify(made.error.reasons));
  return made.value;
}

function journeyA(host = debianHost()): PlanInput {
  const world = {
    format: 1,
    server: { name: "one.example", addresses: [OWN, "2001:db8::7"] },
    dns: { "one.example": { A: [OWN], AAAA: ["2001:db8::7"] } },
  };
  return { ...inputOf(world), host };
}

function journeyB(host = debianHost({ proxy: debianNginx() })): PlanInput {
  const world = {
    format: 1,
    server: { name: "two.example", addresses: [OWN] },
    control: { web: "other" },
    dns: { "two.example": { A: [WEB] }, "matrix.two.example": { A: [OWN] } },
    https: { "two.example": { certificate: { names: ["two.example"], issuer: "public" } } },
  };
  return { ...inputOf(world), host };
}

function after(of: Plan, id: string): string {
  return of.steps.find((each) => each.id === id)?.after ?? "";
}

function step(of: Plan, id: string): Step | undefined {
  return of.steps.find((each) => each.id === id);
}

describe("journey (a): the name points at the host and Synapse ends TLS itself", () => {
  test("from a package without a name, everything is one phase of our own", () => {
    const made = plan(journeyA());
    expect(stepIds(made)).toEqual([
      "server-name",
      "order-key",
      "certificate",
      "synapse-config",
      "restart-synapse",
      "prove",
    ]);
    expect(made.steps.every((each) => each.phase === 1 && each.who === "homeport")).toBe(true);
    expect(step(made, "server-name")).toMatchObject({
      file: {
        path: "/etc/matrix-synapse/conf.d/server_name.yaml",
        content: "server_name: one.example\n",
        debconf: true,
      },
    });
    expect(step(made, "certificate")).toMatchObject({
      answerBy: "responder",
      keyReader: "matrix-synapse",
      undo: null,
    });
    expect(step(made, "restart-synapse")).toMatchObject({
      action: "start",
      unit: "matrix-synapse.service",
    });
    expect(verdicts(made.eras.end)).toEqual({
      "0.34": "reached",
      "0.99": "reached",
      "1.0": "reached",
      "1.93": "reached",
    });
  });

  test("the file in conf.d holds every listener, IPv6 before IPv4, and the certificate's place", () => {
    const text = after(plan(journeyA()), "synapse-config");
    expect(text.split("\n")[0]).toBe("# Managed by Homeport (run ID)");
    expect(parse(text, { version: "1.1" })).toEqual({
      tls_certificate_path: "/etc/homeport/tls/one.example/fullchain.pem",
      tls_private_key_path: "/etc/homeport/tls/one.example/privkey.pem",
      public_baseurl: "https://one.example:8448/",
      listeners: [
        {
          port: 8448,
          tls: true,
          type: "http",
          bind_addresses: ["::", "0.0.0.0"],
          x_forwarded: false,
          resources: [{ names: ["client", "federation"], compress: false }],
        },
        {
          port: 8008,
          tls: false,
          type: "http",
          bind_addresses: ["::1", "127.0.0.1"],
          x_forwarded: false,
          resources: [{ names: ["client", "federation"], compress: false }],
        },
      ],
    });
  });

  test("where nginx holds port 80, the challenge goes through it and Synapse still ends TLS", () => {
    const made = plan(journeyA(debianHost({ proxy: debianNginx() })));
    expect(stepIds(made).slice(1, 5)).toEqual([
      "challenge-site",
      "load-challenge-site",
      "order-key",
      "certificate",
    ]);
    expect(step(made, "certificate")).toMatchObject({ answerBy: "web-server" });
    expect(stepIds(made)).not.toContain("proxy-site");
  });

  const onlyPlain = freshSynapse({
    listeners: freshSynapse().listeners.filter((each) => !each.tls),
  });

  test("a web server with its default site is no reason to put it in front of Synapse", () => {
    const ports = [{ address: "0.0.0.0", port: 80, process: "nginx" }];
    const made = plan(journeyA(debianHost({ synapse: onlyPlain, proxy: debianNginx(), ports })));
    expect(stepIds(made)).toEqual([
      "server-name",
      "challenge-site",
      "load-challenge-site",
      "order-key",
      "certificate",
      "synapse-config",
      "restart-synapse",
      "prove",
    ]);
    expect(made.delegation).toEqual({ method: "none", delegatedName: "one.example", port: 8448 });
    expect(after(made, "synapse-config")).toContain("port: 8448\n    tls: true");
  });

  test("a web server that runs without port 80 leaves it to a responder", () => {
    const proxy = { ...debianNginx(), serves: [] };
    const made = plan(journeyA(debianHost({ synapse: onlyPlain, proxy })));
    expect(step(made, "certificate")).toMatchObject({ answerBy: "responder" });
    expect(stepIds(made)).not.toContain("challenge-site");
    expect(stepIds(made)).not.toContain("proxy-site");
  });

  test("a web server that was only installed is not started for it", () => {
    const proxy = { ...debianNginx(), active: false };
    const made = plan(journeyA(debianHost({ synapse: onlyPlain, proxy })));
    expect(stepIds(made)).toEqual(stepIds(plan(journeyA(debianHost({ synapse: onlyPlain })))));
  });

  test("a web server that has 8448 already keeps it, and so does one that was answered", () => {
    const ports = [{ address: "0.0.0.0", port: 8448, process: "nginx" }];
    const host = debianHost({ synapse: onlyPlain, proxy: debianNginx(), ports });
    expect(stepIds(plan(journeyA(host)))).toContain("proxy-site");
    const answered = { ...journeyA(debianHost({ proxy: debianNginx() })) };
    expect(stepIds(plan({ ...answered, answers: { proxy: "nginx" } }))).toContain("proxy-site");
  });

  test("a crash-looping unit is restarted, and a set name is left alone", () => {
    const unit = {
      name: "matrix-synapse.service",
      active: "activating",
      enabled: true,
      canReload: false,
      conditionMet: true,
    } as const;
    const synapse = freshSynapse({ serverName: "one.example", debconfName: "one.example", unit });
    const made = plan(journeyA(debianHost({ synapse })));
    expect(stepIds(made)).not.toContain("server-name");
    expect(step(made, "restart-synapse")).toMatchObject({ action: "restart" });
  });

  test("another server name with users is refused, for it can never change", () => {
    const synapse = freshSynapse({ serverName: "old.example", users: true });
    const made = makePlan(journeyA(debianHost({ synapse })));
    expect(made.ok ? [] : made.error.reasons).toEqual([
      { code: "server-name-fixed", data: { present: "old.example", wanted: "one.example" } },
    ]);
  });

  test("another server name without users is set in the package's answer and its file", () => {
    const synapse = freshSynapse({
      serverName: "old.example",
      debconfName: "old.example",
      users: false,
    });
    const path = "/etc/matrix-synapse/conf.d/server_name.yaml";
    const host = debianHost({ synapse, files: { [path]: "server_name: old.example\n" } });
    expect(step(plan(journeyA(host)), "server-name")).toMatchObject({
      before: "server_name: old.example\n",
      after: "server_name: one.example\n",
    });
  });
});

describe("journey (b): a document leads to nginx on the host, the website is elsewhere", () => {
  test("the host is one phase, the other person the next, the proof the last", () => {
    const made = plan(journeyB());
    expect(made.steps.map((each) => [each.phase, each.who, each.id])).toEqual([
      [1, "homeport", "server-name"],
      [1, "homeport", "challenge-site"],
      [1, "homeport", "load-challenge-site"],
      [1, "homeport", "order-key"],
      [1, "homeport", "certificate"],
      [1, "homeport", "synapse-config"],
      [1, "homeport", "restart-synapse"],
      [1, "homeport", "proxy-site"],
      [1, "homeport", "reload-nginx"],
      [1, "homeport", "prove-endpoint"],
      [2, "other", "ask-well-known"],
      [3, "homeport", "prove"],
    ]);
    expect(made.delegation).toEqual({
      method: "well-known",
      delegatedName: "matrix.two.example",
      port: 443,
    });
    expect(made.publish).toEqual({
      wellKnownServer: { "m.server": "matrix.two.example:443" },
      wellKnownClient: { "m.homeserver": { base_url: "https://matrix.two.example" } },
      records: [],
    });
    expect(verdicts(made.eras.end)).toMatchObject({
      "0.99": "reached",
      "1.0": "reached",
      "1.93": "reached",
    });
  });

  test("Synapse keeps one plain listener behind the proxy and none that names a missing file", () => {
    const config: unknown = parse(after(plan(journeyB()), "synapse-config"), { version: "1.1" });
    expect(config).toEqual({
      public_baseurl: "https://matrix.two.example/",
      listeners: [
        {
          port: 8008,
          tls: false,
          type: "http",
          bind_addresses: ["::1", "127.0.0.1"],
          x_forwarded: true,
          resources: [{ names: ["client", "federation"], compress: false }],
        },
      ],
    });
  });

  test("the site is written twice, the second time on top of the first", () => {
    const made = plan(journeyB());
    expect(step(made, "proxy-site")?.before).toBe(after(made, "challenge-site"));
    const site = after(made, "proxy-site");
    expect(site).toContain("server_name matrix.two.example;");
    expect(site).toContain("proxy_pass http://127.0.0.1:8008;\n");
    expect(site).toContain("location ^~ /.well-known/acme-challenge/");
  });

  test("with a second login the documents are put there by us, in the phase of the host", () => {
    const web = {
      addresses: [WEB],
      hostKey: "SHA256:B",
      root: "/var/www/site/",
      wellKnownServer: null,
      wellKnownClient: null,
    };
    const made = plan({ ...journeyB(), web, answers: { web: "me" } });
    expect(step(made, "publish-well-known")).toMatchObject({
      who: "homeport",
      phase: 1,
      on: "web",
      files: [
        {
          path: "/var/www/site/.well-known/matrix/server",
          headers: { "Access-Control-Allow-Origin": "*", "Content-Type": "application/json" },
        },
        { path: "/var/www/site/.well-known/matrix/client" },
      ],
    });
  });

  test("the same input gives the same canonical text, and a changed answer another", () => {
    const text = canonicalPlan(plan(journeyB()));
    expect(canonicalPlan(plan(journeyB()))).toBe(text);
    expect(canonicalPlan(plan({ ...journeyB(), answers: { clients: "no" } }))).not.toBe(text);
  });

  test("no time stands in the canonical text", () => {
    expect(canonicalPlan(plan({ ...journeyB(), now: 1_800_000_000_000 }))).toBe(
      canonicalPlan(plan(journeyB())),
    );
  });
});
