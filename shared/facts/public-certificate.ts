import type { CertificateSeen } from "./observation.ts";

/** A certificate as a public authority issues it for these names: whole, and with no end that is known. */
export function publicCertificate(names: readonly string[]): CertificateSeen {
  return {
    names,
    cnOnly: false,
    issuer: "public",
    issuerName: null,
    complete: true,
    notBefore: null,
    notAfter: null,
    fingerprint: null,
  };
}
