import { describe, expect, test } from "vitest";
import type { Era } from "../../../shared/domain/era.ts";
import type {
  CertificateSeen,
  EndpointSeen,
  HttpSeen,
  PageSeen,
  TlsSeen,
} from "../../../shared/facts/observation.ts";
import { homeserverFault, judgeEndpoint } from "../../../shared/resolve/endpoint-verdict.ts";
import { publicCertificate } from "../../../shared/facts/public-certificate.ts";

const page = (status: number, json = false): PageSeen => ({ status, json, location: null });

function http(more: Partial<HttpSeen>): HttpSeen {
  return {
    version: page(200, true),
    keys: null,
    serverName: null,
    software: null,
    keyFaults: [],
    encodedSlash: "untried",
    bodyRefused: null,
    ...more,
  };
}

describe("whose homeserver answers", () => {
  test.each<[string, HttpSeen | null, string | null]>([
    [
      "the right one by its key document",
      http({ keys: page(200, true), serverName: "example.com" }),
      null,
    ],
    ["the right one as far as its version page tells", http({}), null],
    [
      "another one",
      http({ keys: page(200, true), serverName: "matrix.example.com" }),
      "key-server-name-mismatch",
    ],
    ["a homeserver without keys", http({ keys: page(404) }), "federation-listener-missing"],
    ["a web page", http({ version: page(200) }), "not-a-homeserver"],
    ["a web server's 404", http({ version: page(404), keys: page(404) }), "not-a-homeserver"],
    ["a proxy that knows no such host", http({ version: page(421) }), "host-header-not-routed"],
    ["a proxy without homeserver", http({ version: page(502), keys: page(502) }), "upstream-down"],
    ["an error page in JSON", http({ version: page(404, true) }), "not-a-homeserver"],
    ["a proxy whose homeserver is late", http({ version: page(504) }), "upstream-down"],
    ["a proxy that speaks another HTTP", http({ version: page(505) }), "http-error"],
    ["a redirect", http({ version: page(301) }), "federation-api-redirected"],
    ["a choice of pages", http({ version: page(300) }), "federation-api-redirected"],
    ["no page", http({ version: page(204) }), "http-error"],
    ["a page for other requests", http({ version: page(400) }), "http-error"],
    ["a locked door", http({ version: page(403) }), "federation-api-forbidden"],
    ["a door for others", http({ version: page(405) }), "federation-api-forbidden"],
    ["an error", http({ version: page(500) }), "http-error"],
    ["nothing in time", http({ version: page(0) }), "response-timeout"],
    ["no HTTP", null, "response-timeout"],
  ])("%s", (_, seen, why) => {
    expect(homeserverFault("example.com", seen)).toBe(why);
  });
});

describe("TCP and TLS", () => {
  const judge = (seen: Partial<EndpointSeen>) =>
    judgeEndpoint(
      { era: "1.93", serverName: "example.com", certificateName: "example.com", now: 0 },
      { kind: "endpoint", tcp: "open", tls: null, http: null, ...seen },
    );
  const unspoken = (why: "plain" | "handshake-failed" | "silent"): TlsSeen => ({
    spoken: false,
    why,
  });

  test.each<[Partial<EndpointSeen>, string, string | null]>([
    [{ tcp: "refused" }, "unreachable", "port-refused"],
    [{ tcp: "timeout" }, "unreachable", "port-timeout"],
    [{ tcp: "unreachable" }, "unreachable", "port-unreachable"],
    [{ tcp: "untold" }, "unknown", null],
    [{ tls: unspoken("plain") }, "refused", "tls-not-spoken"],
    [{ tls: unspoken("handshake-failed") }, "refused", "tls-handshake-failed"],
    [{ tls: unspoken("silent") }, "refused", "response-timeout"],
    [{ tls: null }, "refused", "tls-handshake-failed"],
  ])("%j is %s", (seen, verdict, why) => {
    expect(judge(seen)).toMatchObject({ verdict, why, connected: seen.tcp === undefined });
  });

  test("what was not looked at is told as such", () => {
    expect(judge({ tcp: "untold" }).answer).toBe("untold");
  });

  test("a wrong certificate turns nobody away who checks none, or no name", () => {
    const certificate: CertificateSeen = publicCertificate(["other.example"]);
    const tls: TlsSeen = { spoken: true, versions: ["1.2"], certificate };
    const seen: EndpointSeen = { kind: "endpoint", tcp: "open", tls, http: http({}) };
    const by = (era: Era, certificateName: string | null) =>
      judgeEndpoint({ era, serverName: "example.com", certificateName, now: 0 }, seen).verdict;
    expect(by("1.0", "example.com")).toBe("refused");
    expect(by("0.99", "example.com")).toBe("reached");
    expect(by("1.0", null)).toBe("reached");
  });
});
