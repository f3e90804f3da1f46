import { describe, expect, it } from "vitest";
import { CaRefused, problemOf, retryAfterMs } from "../../../electron/adapters/acme-problems.ts";

const DIRECTORY = "https://ca.example/directory";

function refusal(status: number, data: unknown, headers: { readonly [name: string]: string } = {}) {
  return problemOf(new CaRefused({ status, data, headers }), DIRECTORY);
}

describe("what a CA's refusal becomes", () => {
  it("takes the moment to try again from the words where there is no header", () => {
    const detail =
      "too many certificates (5) already issued for this exact set of identifiers in the last 168h0m0s, retry after 2026-12-01 10:20:30 UTC: see https://letsencrypt.org/docs/rate-limits/";
    const type = "urn:ietf:params:acme:error:rateLimited";
    expect(refusal(429, { type, detail })).toMatchObject({
      code: "ca-rate-limited",
      data: { retryAt: "2026-12-01T10:20:30.000Z" },
    });
  });

  it("is a limit where a busy CA says when to come back, and a refusal where it does not", () => {
    expect(refusal(503, {}, { "retry-after": "60" }).code).toBe("ca-rate-limited");
    expect(refusal(503, {})).toMatchObject({ code: "ca-refused", data: { status: 503 } });
  });

  it("names every name that the CA found fault with", () => {
    const told = refusal(400, {
      type: "urn:ietf:params:acme:error:malformed",
      detail: "Some identifiers were rejected",
      subproblems: [
        { type: "x", detail: "not allowed", identifier: { value: "a.example" } },
        { type: "x", detail: "no such zone", identifier: { value: "b.example" } },
      ],
    });
    expect(told.data["detail"]).toBe(
      "Some identifiers were rejected; a.example: not allowed; b.example: no such zone",
    );
  });

  it("is told from its status alone where the answer is no document", () => {
    expect(refusal(404, "<html>")).toMatchObject({ code: "ca-refused", data: { status: 404 } });
  });

  it("has an end, however much the CA says", () => {
    expect(String(refusal(400, { detail: "x".repeat(10_000) }).data["detail"])).toHaveLength(600);
  });

  it("asks for agreement to the terms where that is what is missing", () => {
    const type = "urn:ietf:params:acme:error:userActionRequired";
    expect(refusal(403, { type, detail: "new terms" }).code).toBe("ca-terms");
  });
});

describe("a Retry-After header", () => {
  it.each([
    ["120", 120_000],
    [undefined, null],
    ["soon", null],
    ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
  ])("of %s means %s ms", (header, expected) => {
    expect(retryAfterMs(header)).toBe(expected);
  });
});
