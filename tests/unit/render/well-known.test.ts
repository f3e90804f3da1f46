import { expect, test } from "vitest";
import { wellKnownClient, wellKnownServer } from "../../../shared/render/well-known.ts";

test("the server document always names the port, an IPv6 address in brackets", () => {
  expect(wellKnownServer("example.com", "matrix.example.com", 443).content).toBe(
    '{"m.server":"matrix.example.com:443"}\n',
  );
  expect(wellKnownServer("example.com", "2001:db8::7", 8448).content).toBe(
    '{"m.server":"[2001:db8::7]:8448"}\n',
  );
});

test("both documents may be read by pages of any origin, and live an hour", () => {
  const headers = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "max-age=3600",
    "Content-Type": "application/json",
  };
  expect(wellKnownServer("example.com", "matrix.example.com", 443).headers).toEqual(headers);
  expect(wellKnownClient("example.com", "https://matrix.example.com")).toEqual({
    path: ".well-known/matrix/client",
    url: "https://example.com/.well-known/matrix/client",
    content: '{"m.homeserver":{"base_url":"https://matrix.example.com"}}\n',
    headers,
  });
});
