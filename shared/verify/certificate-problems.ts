import { coversName } from "../certificates/judge.ts";
import type { Instant } from "../domain/instant.ts";
import { formatIso } from "../domain/iso-time.ts";
import type { CertificateSeen } from "../facts/observation.ts";
import type { ProblemCode } from "../problems/codes.ts";
import { problem, type Problem, type ProblemData } from "../problems/problem.ts";

/**
 * Everything that is wrong with a certificate in the eyes of today's peers, each finding by itself
 * (a peer stops at the first). `name` is what it must carry; `place` goes into each problem's data.
 */
export function certificateProblems(
  certificate: CertificateSeen,
  name: string,
  now: Instant,
  place: ProblemData,
): readonly Problem[] {
  const data: ProblemData = {
    ...place,
    name,
    names: certificate.names.slice(0, 20).join(", "),
    issuer: certificate.issuerName,
    notBefore: certificate.notBefore === null ? null : formatIso(certificate.notBefore),
    notAfter: certificate.notAfter === null ? null : formatIso(certificate.notAfter),
  };
  const evidence = evidenceOf(certificate, String(data["names"]));
  const codes = [
    ...lifeCodes(certificate, now),
    ...nameCodes(certificate, name),
    ...chainCodes(certificate),
  ];
  return codes.map((code) => problem(code, data, { evidence }));
}

/** The certificate as it was seen; what is not known of it is left out. */
function evidenceOf({ fingerprint, issuer, issuerName }: CertificateSeen, names: string): string {
  const leaf = fingerprint === null ? "certificate" : `certificate ${fingerprint}`;
  return `${leaf} for ${names}, ${issuerName === null ? `issuer ${issuer}` : `issued by ${issuerName}`}`;
}

function lifeCodes(certificate: CertificateSeen, now: Instant): readonly ProblemCode[] {
  if (certificate.notAfter !== null && now > certificate.notAfter) return ["cert-expired"];
  const isEarly = certificate.notBefore !== null && now < certificate.notBefore;
  return isEarly ? ["cert-not-yet-valid"] : [];
}

function nameCodes(certificate: CertificateSeen, name: string): readonly ProblemCode[] {
  if (!coversName(certificate.names, name)) return ["cert-name-mismatch"];
  return certificate.cnOnly ? ["cert-cn-only"] : [];
}

function chainCodes(certificate: CertificateSeen): readonly ProblemCode[] {
  const incomplete: readonly ProblemCode[] = certificate.complete ? [] : ["cert-incomplete-chain"];
  switch (certificate.issuer) {
    case "public":
      return incomplete;
    case "self-signed":
      return ["cert-self-signed"];
    case "staging":
      return ["cert-staging", ...incomplete];
    case "private":
      return ["cert-untrusted-issuer", ...incomplete];
  }
}
