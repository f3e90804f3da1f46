import { expect, test } from "vitest";
import { parseServerName, type ServerName } from "../../../shared/domain/server-name.ts";
import type { WellKnownSeen } from "../../../shared/facts/observation.ts";
import { clientPlace, judgeClient } from "../../../shared/verify/client.ts";

function named(text: string): ServerName {
  const parsed = parseServerName(text);
  if (!parsed.ok) throw new Error(parsed.error.why);
  return parsed.value;
}

function served(
  body: string,
  status = 200,
  headers: { readonly [name: string]: string } = {},
): WellKnownSeen {
  const outcome = {
    kind: "answered",
    certificate: null,
    status,
    headers,
    body,
    truncated: false,
  } as const;
  return {
    kind: "well-known",
    hops: [{ url: "https://example.com/", outcome }],
    loop: false,
    byAddress: {},
  };
}

test.each([
  [
    '{"m.homeserver":{"base_url":"https://matrix.example.com/"}}',
    200,
    "https://matrix.example.com",
    true,
  ],
  [
    '{"m.homeserver":{"base_url":"https://matrix.example.com:8443"}}',
    200,
    "https://matrix.example.com:8443",
    true,
  ],
  ['{"m.homeserver":{"base_url":"http://matrix.example.com"}}', 200, "https://example.com", false],
  ['{"m.homeserver":{"base_url":5}}', 200, "https://example.com", false],
  ['{"m.homeserver":null}', 200, "https://example.com", false],
  ["[]", 200, "https://example.com", false],
  ["<html>", 200, "https://example.com", false],
  ['{"m.homeserver":{"base_url":"https://matrix.example.com"}}', 404, "https://example.com", false],
])("reads the client file %s with status %i", (body, status, url, discovered) => {
  const place = clientPlace(named("example.com:8448"), served(body, status));
  expect([place.url, place.discovered]).toEqual([url, discovered]);
});

test("puts an IPv6 literal into brackets", () => {
  expect(clientPlace(named("[2001:db8::1]"), null).url).toBe("https://[2001:db8::1]");
});

test("notes whether a browser may read the file", () => {
  const body = '{"m.homeserver":{"base_url":"https://m.example"}}';
  expect(
    clientPlace(named("example.com"), served(body, 200, { "access-control-allow-origin": "*" }))
      .cors,
  ).toBe(true);
  expect(clientPlace(named("example.com"), served(body)).cors).toBe(false);
});

test("believes only a list of versions", () => {
  const place = { url: "https://example.com", discovered: false, cors: null };
  expect(judgeClient(place, '{"versions":["v1.1","v1.2"]}', null)).toMatchObject({
    proven: true,
    versions: ["v1.1", "v1.2"],
  });
  expect(judgeClient(place, '{"versions":"all"}', null)).toMatchObject({
    proven: false,
    problems: [
      { code: "client-unreachable", severity: "warning", data: { url: "https://example.com" } },
    ],
  });
  expect(judgeClient(place, null, "refused").problems[0]?.evidence).toBe(
    "https://example.com/_matrix/client/versions: refused",
  );
});
