import { describe, expect, test } from "vitest";
import type {
  EndpointSeen,
  HttpSeen,
  PageSeen,
  TlsSeen,
} from "../../../shared/facts/observation.ts";
import { homeserverFault, judgeEndpoint } from "../../../shared/resolve/endpoint-verdict.ts";

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
    ["a redirect", http({ version: page(301) }), "federation-api-redirected"],
    ["a locked door", http({ version: page(403) }), "federation-api-forbidden"],
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
    expect(judge(seen)).toMatchObject({ verdict, why });
  });
});
