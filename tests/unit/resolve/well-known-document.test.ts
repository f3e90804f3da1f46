import { describe, expect, test } from "vitest";
import type { Era } from "../../../shared/domain/era.ts";
import type {
  CertificateSeen,
  HopOutcome,
  WellKnownSeen,
} from "../../../shared/facts/observation.ts";
import { judgeWellKnown } from "../../../shared/resolve/well-known-document.ts";
import { publicCertificate } from "../../../shared/facts/public-certificate.ts";

const GOOD: CertificateSeen = publicCertificate(["example.com"]);
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

function expired(): HopOutcome {
  return answered(RIGHT, { certificate: { ...GOOD, notAfter: -1 } });
}

/** What came, as the trace tells it. */
function answer(era: Era, ...outcomes: readonly HopOutcome[]): string {
  return judgeWellKnown(era, seen(...outcomes), 0).answer;
}

describe("a well-known file", () => {
  test.each<[string, HopOutcome, string]>([
    ["right", answered(RIGHT), "matrix.example.com:443"],
    ["behind another status", answered(RIGHT, { status: 201 }), "ignored: well-known-missing"],
    ["with comments", answered(`// hello\n${RIGHT}`), "ignored: well-known-bad-json"],
    ["with single quotes", answered("{'m.server':'a:1'}"), "ignored: well-known-bad-json"],
    ["without a value", answered('{"m.server":""}'), "ignored: well-known-no-m-server"],
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
    for (const spaced of ['"m.server":"a.example"', '"m.server"  :  "a.example"'])
      expect(judge("1.0", answered(`{${spaced}, "b":"`, { truncated: true }))).toBe("a.example");
    const blind = answered(`{"a":"${"x".repeat(100)}`, { truncated: true });
    expect(judge("1.0", blind)).toBe("ignored: well-known-bad-json");
  });

  test("that was cut off after its end is read as the document that it is", () => {
    const inner = answered(`{"a":{"m.server":"wrong.example"},"m.server":"right.example"}`, {
      truncated: true,
    });
    expect(judge("1.0", inner)).toBe("right.example");
  });

  test("behind a permanent redirect of the new kind is not followed before 1.93", () => {
    const hop = answered("", { status: 308, headers: { location: URL } });
    expect(judge("1.0", hop, answered(RIGHT))).toBe("ignored: well-known-redirect-308");
    expect(judge("1.93", hop, answered(RIGHT))).toBe("matrix.example.com:443");
  });

  test("at an address that is none is not believed", () => {
    const fetched = { ...seen(), hops: [{ url: "nonsense", outcome: answered(RIGHT) }] };
    expect(judgeWellKnown("1.93", fetched, 0)).toMatchObject({ why: "well-known-tls-invalid" });
  });

  test.each<[string, string, Era, readonly HopOutcome[]]>([
    ["its value", "m.server matrix.example.com:443", "1.93", [answered(RIGHT)]],
    ["a value that is none", "m.server 5", "1.93", [answered('{"m.server":5}')]],
    ["a document without it", "200, no m.server", "1.93", [answered("{}")]],
    ["a page", "200, not JSON", "1.93", [answered("<html>")]],
    ["a large file", "more than 50 KiB", "1.93", [answered(RIGHT, { truncated: true })]],
    ["a status", "404", "1.93", [answered("", { status: 404 })]],
    ["a redirect without a place", "302", "1.93", [answered("", { status: 302 })]],
    ["a redirect of the new kind", "308", "1.0", [answered("", { status: 308 })]],
    [
      "a redirect to nowhere",
      "redirect to nowhere",
      "1.93",
      [answered("", { status: 302, headers: { location: "gopher://x" } })],
    ],
    ["a certificate", "cert-expired", "1.93", [expired()]],
    ["a certificate that is none", "cert", "1.93", [answered(RIGHT, { certificate: null })]],
    ["a name server's answer", "NXDOMAIN", "1.93", [{ kind: "no-address", rcode: "NXDOMAIN" }]],
    ["a closed port", "refused", "1.93", [{ kind: "refused" }]],
  ])("is told by %s", (_, told, era, outcomes) => {
    expect(answer(era, ...outcomes)).toBe(told);
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
      answer: "redirects never end",
    });
    expect(judge("1.93", answered("", { status: 302 }))).toBe("ignored: well-known-missing");
    expect(judge("1.93", answered("", { status: 302, headers: { location: "gopher://x" } }))).toBe(
      "ignored: well-known-missing",
    );
  });
});
