import { describe, expect, test } from "vitest";
import { asAnswerTo } from "../../../shared/facts/answers-to.ts";
import {
  UNTOLD,
  type CertificateSeen,
  type EndpointSeen,
  type Observe,
  type TlsSeen,
} from "../../../shared/facts/observation.ts";
import type { HostSeen } from "../../../shared/facts/host-seen.ts";
import { certificateGood, portAt } from "../../../shared/plan/port-at.ts";
import { proxyAnswersChallenge, proxyHolds } from "../../../shared/plan/proxy-holds.ts";
import { situationOf } from "../../../shared/plan/situation.ts";
import type { ProxyKind } from "../../../shared/domain/control.ts";
import { debianHost, debianNginx } from "./debian-host.ts";
import { publicCertificate } from "../../../shared/facts/public-certificate.ts";
import { inputOf } from "./world-plan.ts";

const OWN = "198.51.100.7";
const input = inputOf({ format: 1, server: { name: "example.com" } });

/** Looks at a port at which SEEN is met, and takes down the names that were sent. */
function meet(seen: Partial<EndpointSeen> | null, certificateName = "m.example.com") {
  const sent: (string | null)[] = [];
  const observe: Observe = (query) => {
    if (query.ask !== "endpoint") return UNTOLD;
    sent.push(query.sni, query.hostHeader);
    if (seen === null) return UNTOLD;
    const met = { kind: "endpoint", tcp: "open", tls: null, http: null, ...seen } as const;
    return asAnswerTo(query, met);
  };
  const greeting = { certificateName, hostHeader: "m.example.com:443" };
  return { at: portAt({ ...input, observe }, OWN, 443, greeting), sent };
}

const tls = (certificate: CertificateSeen): TlsSeen => ({
  spoken: true,
  versions: ["1.3"],
  certificate,
});
const http = (serverName: string | null): EndpointSeen["http"] => ({
  version: { status: 200, json: true, location: null },
  keys: null,
  serverName,
  software: null,
  keyFaults: [],
  encodedSlash: "untried",
  bodyRefused: null,
});

describe("what is at a port", () => {
  const certificate = publicCertificate(["m.example.com"]);

  test.each<[string, Partial<EndpointSeen> | null, string]>([
    ["our homeserver", { tls: tls(certificate), http: http("example.com") }, "homeserver"],
    ["another homeserver", { tls: tls(certificate), http: http("other.example") }, "other"],
    ["somebody's website", { tls: tls(certificate), http: http(null) }, "other"],
    ["a service that speaks no HTTP", { tls: tls(certificate) }, "other"],
    ["a service without TLS", { tls: { spoken: false, why: "plain" } }, "plain"],
    ["a service of which no TLS was seen", {}, "plain"],
    ["nothing", { tcp: "refused" }, "closed"],
    ["no way there", { tcp: "unreachable" }, "closed"],
    ["a wall", { tcp: "timeout" }, "silent"],
    ["what nobody could look at", { tcp: "untold" }, "unknown"],
    ["what nobody looked at", null, "unknown"],
  ])("%s", (_, seen, state) => {
    expect(meet(seen).at).toEqual({
      state,
      certificate: seen?.tls?.spoken === true ? certificate : null,
    });
  });

  test("is asked for by name, save where the name is an address", () => {
    expect(meet({}).sent).toEqual(["m.example.com", "m.example.com:443"]);
    expect(meet({}, OWN).sent).toEqual([null, "m.example.com:443"]);
  });

  test("has a good certificate where every peer of today takes it for the name", () => {
    const good = (seen: CertificateSeen | null) => certificateGood(input, seen, "m.example.com");
    expect(good(certificate)).toBe(true);
    expect(good(null)).toBe(false);
    expect(good(publicCertificate(["other.example"]))).toBe(false);
    expect(good({ ...certificate, cnOnly: true })).toBe(false);
    expect(good({ ...certificate, complete: false })).toBe(false);
  });
});

describe("the web server of the machine", () => {
  const on = (host: Partial<HostSeen> | null, proxy: ProxyKind = "nginx") => ({
    ...situationOf({ ...input, host: host === null ? null : debianHost(host) }),
    proxy,
  });
  const socket = (port: number, process: string | null) => ({ address: "0.0.0.0", port, process });

  test.each<[ProxyKind, string, boolean]>([
    ["nginx", "nginx", true],
    ["nginx", "nginx: master", true],
    ["nginx", "my-nginx", false],
    ["apache", "apache2", true],
    ["apache", "apache", true],
    ["apache", "httpd", true],
    ["apache", "my-httpd", false],
    ["caddy", "caddy", true],
    ["caddy", "my-caddy", false],
    ["haproxy", "haproxy", true],
    ["haproxy", "my-haproxy", false],
    ["other", "traefik", true],
    ["other", "python3", false],
    ["other", "synapse_homeserver", false],
    ["other", "homeport", false],
    ["none", "nginx", false],
  ])("of the brand %s has a port of the program %s: %s", (proxy, process, holds) => {
    const at = on({ ports: [socket(22, "sshd"), socket(443, process)] }, proxy);
    expect(proxyHolds(at, 443)).toBe(holds);
    expect(proxyHolds(at, 444)).toBe(false);
  });

  test("has a port that it is configured for, while it runs", () => {
    const proxy = debianNginx();
    expect(proxyHolds(on({ ports: [], proxy }), 80)).toBe(true);
    expect(proxyHolds(on({ ports: [], proxy }), 443)).toBe(false);
    expect(proxyHolds(on({ ports: [], proxy: { ...proxy, active: false } }), 80)).toBe(false);
  });

  test("has none where no machine was seen, and none of a program that was not", () => {
    expect(proxyHolds(on(null), 80)).toBe(false);
    expect(proxyHolds(on({ ports: [socket(443, null)] }), 443)).toBe(false);
    expect(proxyHolds(on({ ports: [socket(443, null)] }, "other"), 443)).toBe(false);
  });

  test("meets the challenge at port 80, also where nobody could see whose port that is", () => {
    const runs = { ...debianNginx(), serves: [] };
    const ports = [socket(22, "sshd"), socket(80, null)];
    expect(proxyAnswersChallenge(on({ ports, proxy: runs }))).toBe(true);
    expect(proxyAnswersChallenge(on({ ports, proxy: { ...runs, active: false } }))).toBe(false);
    expect(proxyAnswersChallenge(on({ ports, proxy: null }))).toBe(false);
    expect(proxyAnswersChallenge(on({ ports: [socket(81, null)], proxy: runs }))).toBe(false);
    expect(proxyAnswersChallenge(on({ ports: [socket(80, "lighttpd")], proxy: runs }))).toBe(false);
    expect(proxyAnswersChallenge(on({ ports: [socket(80, "nginx")], proxy: null }))).toBe(true);
    expect(proxyAnswersChallenge(on(null))).toBe(false);
  });
});
