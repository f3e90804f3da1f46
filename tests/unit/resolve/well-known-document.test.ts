import { describe, expect, test } from "vitest";
import type { Era } from "../../../shared/domain/era.ts";
import type {
  CertificateSeen,
  HopOutcome,
  WellKnownSeen,
} from "../../../shared/facts/observation.ts";
import { judgeWellKnown } from "../../../shared/resolve/well-known-document.ts";

const GOOD: CertificateSeen = {
  names: ["example.com"],
  cnOnly: false,
  issuer: "public",
  issuerName: null,
  complete: true,
  notBefore: null,
  notAfter: null,
  fingerprint: null,
};
const URL = "https://example.com/.well-known/matrix/server";
const RIGHT = '{"m.server":"matrix.example.com:443"}';

function answered(body: string, more: object = {}): HopOutcome {
  return {
    kind: "answered",
    certificate: GOOD,
    status: 200,
    headers: {},
    body,
    truncated: false,
    ...more,
  };
}

function seen(...outcomes: readonly HopOutcome[]): WellKnownSeen {
  return {
    kind: "well-known",
    hops: outcomes.map((outcome) => ({ url: URL, outcome })),
    loop: false,
    byAddress: {},
  };
}

function judge(era: Era, ...outcomes: readonly HopOutcome[]): string {
  const judged = judgeWellKnown(era, seen(...outcomes), 0);
  return judged.kind === "delegates" ? judged.to.hostHeader : `${judged.kind}: ${judged.why}`;
}

describe("a well-known file", () => {
  test.each<[string, HopOutcome, string]>([
    ["right", answered(RIGHT), "matrix.example.com:443"],
    ["behind another status", answered(RIGHT, { status: 201 }), "ignored: well-known-missing"],
    ["with comments", answered(`// hello\n${RIGHT}`), "ignored: well-known-bad-json"],
    ["with single quotes", answered("{'m.server':'a:1'}"), "ignored: well-known-bad-json"],
    ["null", answered("null"), "ignored: well-known-no-m-server"],
    ["a text", answered('"m.server"'), "ignored: well-known-no-m-server"],
    ["with an inherited key only", answered("{}"), "ignored: well-known-no-m-server"],
    [
      "not found by name",
      { kind: "no-address", rcode: "NXDOMAIN" },
      "ignored: well-known-unreachable",
    ],
    ["behind a closed port", { kind: "refused" }, "ignored: well-known-unreachable"],
    [
      "behind a mute site",
      { kind: "silent", certificate: GOOD },
      "ignored: well-known-unreachable",
    ],
    ["without TLS", { kind: "not-tls" }, "ignored: well-known-unreachable"],
    [
      "whose certificate could not be read",
      answered(RIGHT, { certificate: null }),
      "ignored: well-known-tls-invalid",
    ],
  ])("%s", (_, outcome, expected) => {
    expect(judge("1.93", outcome)).toBe(expected);
  });

  test("of more than 50 KiB is read by 0.99 and 1.0, not today", () => {
    const large = answered(`${RIGHT}${" ".repeat(60_000)}`, { truncated: true });
    expect(judge("0.99", large)).toBe("matrix.example.com:443");
    expect(judge("1.0", large)).toBe("matrix.example.com:443");
    expect(judge("1.93", large)).toBe("ignored: well-known-too-large");
  });

  test("of which only the beginning is known is read from there by 0.99 and 1.0", () => {
    const cut = answered(`{"a":"${"x".repeat(100)}","m.server": "matrix.example.com:443", "b":"`, {
      truncated: true,
    });
    expect(judge("1.0", cut)).toBe("matrix.example.com:443");
    const blind = answered(`{"a":"${"x".repeat(100)}`, { truncated: true });
    expect(judge("1.0", blind)).toBe("ignored: well-known-bad-json");
  });

  test("is believed only when every hop's certificate is good", () => {
    const hop = (certificate: CertificateSeen) =>
      answered("", { certificate, status: 302, headers: { location: URL } });
    expect(judge("1.93", hop(GOOD), answered(RIGHT))).toBe("matrix.example.com:443");
    expect(judge("1.93", hop({ ...GOOD, issuer: "staging" }), answered(RIGHT))).toBe(
      "ignored: well-known-tls-invalid",
    );
    expect(
      judge("1.93", hop(GOOD), answered(RIGHT, { certificate: { ...GOOD, notAfter: -1 } })),
    ).toBe("ignored: well-known-tls-invalid");
  });

  test("may be redirected over plain http, where there is no certificate", () => {
    const outcome = answered(RIGHT, { certificate: null });
    const fetched: WellKnownSeen = {
      ...seen(outcome),
      hops: [{ url: "http://example.com/a", outcome }],
    };
    expect(judgeWellKnown("1.93", fetched, 0).kind).toBe("delegates");
  });

  test("that never ends or leads nowhere is ignored", () => {
    const hop = answered("", { status: 302, headers: { location: URL } });
    expect(judgeWellKnown("1.93", { ...seen(hop, hop), loop: true }, 0)).toMatchObject({
      why: "well-known-redirect-loop",
    });
    expect(judge("1.93", answered("", { status: 302 }))).toBe("ignored: well-known-missing");
    expect(judge("1.93", answered("", { status: 302, headers: { location: "gopher://x" } }))).toBe(
      "ignored: well-known-missing",
    );
  });
});
