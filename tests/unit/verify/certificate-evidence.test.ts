import { expect, test } from "vitest";
import { publicCertificate } from "../../../shared/facts/public-certificate.ts";
import { certificateProblems } from "../../../shared/verify/certificate-problems.ts";

const MISMATCHED = publicCertificate(["other.example.com"]);
const seen = (certificate: typeof MISMATCHED): readonly (string | null)[] =>
  certificateProblems(certificate, "example.com", 0, {}).map(({ evidence }) => evidence);

test("what is not known of a certificate is left out of what was seen", () => {
  const unknown = { ...MISMATCHED, fingerprint: null, issuerName: null };
  expect(seen(unknown)).toEqual(["certificate for other.example.com, issuer public"]);
});

test("what is known of a certificate is told whole", () => {
  const known = { ...MISMATCHED, fingerprint: "AB:CD", issuerName: "Some CA" };
  expect(seen(known)).toEqual(["certificate AB:CD for other.example.com, issued by Some CA"]);
});
