import { describe, expect, test } from "vitest";
import { traitsOf, type Era } from "../../../shared/domain/era.ts";
import type { CertificateSeen } from "../../../shared/facts/observation.ts";
import { certificateFault, coversName, lifeLeftShare } from "../../../shared/certificates/judge.ts";

const GOOD: CertificateSeen = {
  names: ["example.com", "*.wild.example", "192.0.2.7", "2001:0DB8::7"],
  cnOnly: false,
  issuer: "public",
  issuerName: null,
  complete: true,
  notBefore: 1000,
  notAfter: 2000,
  fingerprint: null,
};

const fault = (
  change: Partial<CertificateSeen>,
  hostname = "example.com",
  era: Era = "1.93",
  now = 1500,
) => certificateFault({ ...GOOD, ...change }, hostname, traitsOf(era), now);

describe("a certificate", () => {
  test("in order is accepted to the edges of its life", () => {
    expect([1000, 1500, 2000].map((now) => fault({}, "example.com", "1.93", now))).toEqual([
      null,
      null,
      null,
    ]);
    expect([999, 2001].map((now) => fault({}, "example.com", "1.93", now))).toEqual([
      "cert-not-yet-valid",
      "cert-expired",
    ]);
  });

  test.each<[Partial<CertificateSeen>, string]>([
    [{ complete: false }, "cert-incomplete-chain"],
    [{ issuer: "self-signed" }, "cert-self-signed"],
    [{ issuer: "staging" }, "cert-staging"],
    [{ issuer: "private" }, "cert-untrusted-issuer"],
    [{ names: ["other.example"] }, "cert-name-mismatch"],
    [{ names: [] }, "cert-name-mismatch"],
    [{ cnOnly: true }, "cert-cn-only"],
    [{ names: ["other.example"], issuer: "self-signed", notAfter: 1 }, "cert-expired"],
    [{ names: ["other.example"], issuer: "self-signed" }, "cert-name-mismatch"],
  ])("%j is %s", (change, code) => {
    expect(fault(change)).toBe(code);
  });

  test("whose life is not known is not held against it", () => {
    expect(fault({ notBefore: null, notAfter: null })).toBeNull();
  });

  test("with its name in the CN alone is taken by 1.0, an address there by nobody", () => {
    expect(fault({ cnOnly: true }, "example.com", "1.0")).toBeNull();
    expect(fault({ cnOnly: true }, "192.0.2.7", "1.0")).toBe("cert-cn-only");
  });
});

test.each<[string, boolean]>([
  ["example.com", true],
  ["EXAMPLE.com.", true],
  ["a.example.com", false],
  ["a.wild.example", true],
  ["wild.example", false],
  ["a.b.wild.example", false],
  [".wild.example", false],
  ["192.0.2.7", true],
  ["192.0.2.8", false],
  ["2001:db8:0:0::7", true],
  ["2001:db8::8", false],
])("the names cover %s: %s", (hostname, covered) => {
  expect(coversName(GOOD.names, hostname)).toBe(covered);
});

test("a wildcard under a top-level domain covers nothing", () => {
  expect(coversName(["*.example"], "wild.example")).toBe(false);
  expect(coversName(["*.a.example"], "wild.a.example")).toBe(true);
});

test("a wildcard stands for no address", () => {
  expect(coversName(["*.0.2.7"], "192.0.2.7")).toBe(false);
});

describe("the share of life left", () => {
  test("runs from 1 to 0", () => {
    expect([0, 1000, 1250, 2000, 3000].map((now) => lifeLeftShare(GOOD, now))).toEqual([
      1, 1, 0.75, 0, 0,
    ]);
  });

  test("is not known without dates", () => {
    expect(lifeLeftShare({ ...GOOD, notAfter: null }, 1500)).toBeNull();
  });
});
