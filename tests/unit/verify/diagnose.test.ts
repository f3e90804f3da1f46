import { describe, expect, test } from "vitest";
import { parseServerName } from "../../../shared/domain/server-name.ts";
import type { Era } from "../../../shared/domain/era.ts";
import { UNTOLD, type EndpointSeen, type Observe } from "../../../shared/facts/observation.ts";
import { parseWorld } from "../../../shared/facts/world-file.ts";
import { observeWorld } from "../../../shared/facts/world-observe.ts";
import { diagnose, verdictOf } from "../../../shared/verify/diagnose.ts";
import { lookAt } from "../../../shared/verify/look-at.ts";
import { furtherQuestions } from "../../../shared/verify/further-questions.ts";
import { makeReport } from "../../../shared/verify/report.ts";
import type { Look } from "../../../shared/verify/look.ts";

const NOW = 1_790_000_000_000;

function world(parts: object): Observe {
  const read = parseWorld({ format: 1, server: { name: "example.com" }, ...parts });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return observeWorld(read.value);
}

function look(observe: Observe, name = "example.com", audience: readonly Era[] = []): Look {
  const parsed = parseServerName(name);
  if (!parsed.ok) throw new Error(parsed.error.why);
  return lookAt(parsed.value, observe, { now: NOW, audience, isRerouted: false });
}

function told(seen: Look): readonly string[] {
  const problems = diagnose(seen);
  return [verdictOf(seen, problems), ...problems.map((each) => `${each.severity} ${each.code}`)];
}

const A = { "example.com": { A: ["192.0.2.1"] } };
const open = (names: readonly string[], more: object = {}) => ({
  certificate: { names, issuer: "public" },
  serverName: "example.com",
  ...more,
});

describe("a modelled world", () => {
  test("that works has no problem", () => {
    const observe = world({ dns: A, endpoints: { "192.0.2.1:8448": open(["example.com"]) } });
    expect(told(look(observe))).toEqual(["good"]);
  });

  test("whose packets vanish is a port that gives no answer", () => {
    const observe = world({ dns: A, endpoints: { "192.0.2.1:8448": { silent: true } } });
    expect(told(look(observe))).toEqual([
      "broken",
      "error port-timeout",
      "error well-known-unreachable",
    ]);
  });

  test("whose machine has nothing on 8448 yet is not told to delegate", () => {
    expect(told(look(world({ dns: A, endpoints: {} })))).toEqual(["broken", "error port-refused"]);
  });

  test("whose homeserver has a machine of its own lacks the file that leads there", () => {
    const dns = { ...A, "matrix.example.com": { A: ["192.0.2.2"] } };
    const endpoints = { "192.0.2.2:8448": open(["matrix.example.com"]) };
    expect(told(look(world({ dns, endpoints })))).toEqual([
      "broken",
      "error well-known-unreachable",
      "error port-refused",
    ]);
    const https = { "example.com": { certificate: { names: ["example.com"], issuer: "public" } } };
    expect(told(look(world({ dns, endpoints, https })))).toEqual([
      "broken",
      "error well-known-missing",
      "error port-refused",
    ]);
  });

  test("whose only machine is a website too is told of the port first", () => {
    const https = { "example.com": { certificate: { names: ["example.com"], issuer: "public" } } };
    expect(told(look(world({ dns: A, https })))).toEqual([
      "broken",
      "error port-refused",
      "error well-known-missing",
    ]);
  });

  test("whose file is broken is told of the file first", () => {
    const page = { status: 200, body: "{m.server: 'matrix.example.com:443'}" };
    const https = {
      "example.com": {
        certificate: { names: ["example.com"], issuer: "public" },
        "/.well-known/matrix/server": page,
      },
    };
    expect(told(look(world({ dns: A, https })))).toEqual([
      "broken",
      "error well-known-bad-json",
      "error port-refused",
    ]);
  });

  const delegating = (value: string, dns: object = {}) =>
    world({
      dns: { ...A, "matrix.example.com": { A: ["192.0.2.2"] }, ...dns },
      https: {
        "example.com": {
          certificate: { names: ["example.com"], issuer: "public" },
          "/.well-known/matrix/server": { json: { "m.server": value } },
        },
      },
      endpoints: { "192.0.2.2:443": open(["matrix.example.com"]) },
    });

  test("whose file names a URL is told of its value as it stands, and of no host that it misnames", () => {
    const seen = look(delegating("https://matrix.example.com:443"));
    expect(told(seen)).toEqual(["broken", "error well-known-bad-value"]);
    expect(diagnose(seen)[0]?.data["value"]).toBe("https://matrix.example.com:443");
    expect(makeReport(seen, null, null).wellKnown?.mServer).toBe("https://matrix.example.com:443");
  });

  test("whose SRV record stands under the host of the file is told that nobody asks there", () => {
    const srv = { SRV: [{ priority: 10, weight: 5, port: 443, target: "matrix.example.com" }] };
    const stray = { "_matrix._tcp.matrix.example.com": srv };
    const withPort = look(delegating("matrix.example.com:443", stray));
    expect(told(withPort)).toEqual(["good", "warning srv-wrong-service"]);
    expect(furtherQuestions(withPort)).toContainEqual({
      ask: "srv",
      service: "_matrix._tcp",
      name: "matrix.example.com",
    });
    expect(told(look(delegating("matrix.example.com", stray)))).toEqual([
      "good",
      "info well-known-no-port",
    ]);
  });

  test("that has an expired certificate on 8448 is not told to delegate", () => {
    const certificate = {
      names: ["example.com"],
      issuer: "public",
      notAfter: "2020-01-01T00:00:00Z",
    };
    const observe = world({ dns: A, endpoints: { "192.0.2.1:8448": { certificate } } });
    expect(told(look(observe))).toEqual(["broken", "error cert-expired"]);
  });

  test("names every fault of a certificate at once", () => {
    const certificate = {
      names: ["other.example"],
      issuer: "staging",
      complete: false,
      notAfter: "2020-01-01T00:00:00Z",
    };
    const observe = world({ dns: A, endpoints: { "192.0.2.1:8448": { certificate } } });
    expect(told(look(observe))).toEqual([
      "broken",
      "error cert-expired",
      "error cert-name-mismatch",
      "error cert-staging",
      "error cert-incomplete-chain",
    ]);
  });

  test("that old peers alone cannot follow is good, and broken once they were promised", () => {
    const observe = world({
      dns: { ...A, "matrix.example.com": { A: ["192.0.2.2"] } },
      https: {
        "example.com": {
          certificate: { names: ["example.com"], issuer: "public" },
          "/.well-known/matrix/server": { json: { "m.server": "matrix.example.com:443" } },
        },
      },
      endpoints: { "192.0.2.2:443": open(["matrix.example.com"]) },
    });
    expect(told(look(observe))).toEqual(["good"]);
    expect(told(look(observe, "example.com", ["0.34", "1.0"]))).toEqual([
      "broken",
      "error port-refused",
    ]);
  });
});

describe("what a world cannot model", () => {
  const answering = (endpoint: Partial<EndpointSeen>): Observe => {
    const observe = world({ dns: A, endpoints: {} });
    const seen: EndpointSeen = {
      kind: "endpoint",
      tcp: "open",
      tls: null,
      http: null,
      ...endpoint,
    };
    return ((query) => (query.ask === "endpoint" ? seen : observe(query))) as Observe;
  };

  test("a network without a way there is an unreachable port", () => {
    expect(told(look(answering({ tcp: "unreachable" })))).toContain("error port-unreachable");
  });

  test("an endpoint that could not be looked at leaves the verdict open", () => {
    expect(told(look(answering({ tcp: "untold" })))).toEqual(["unknown"]);
  });

  test("a name of which no name server says anything leaves the verdict open", () => {
    const observe = world({ dns: { "example.com": { rcode: "TIMEOUT" } }, endpoints: {} });
    expect(told(look(observe, "example.com:8448"))).toEqual(["unknown", "error dns-lookup-error"]);
  });

  test("answers that were never asked for leave the verdict open", () => {
    expect(told(look(() => UNTOLD))).toEqual(["unknown"]);
  });
});

test("every error of problems.md that a check can meet makes the verdict broken", () => {
  const observe = world({
    dns: { ...A, "_matrix-fed._tcp.example.com": { rcode: "SERVFAIL" } },
    endpoints: {},
  });
  const [verdict, ...problems] = told(look(observe));
  expect(problems).toContain("error srv-lookup-error");
  expect(verdict).toBe("broken");
});
