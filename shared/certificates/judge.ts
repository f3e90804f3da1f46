import type { EraTraits } from "../domain/era.ts";
import type { Instant } from "../domain/instant.ts";
import { canonicalAddress } from "../domain/ip-address.ts";
import { hostKind } from "../domain/server-name.ts";
import type { CertificateSeen } from "../facts/observation.ts";
import type { ProblemCode } from "../problems/codes.ts";

/**
 * Judges a certificate the way a peer that checks does: life, name, chain, issuer, in that order, so
 * that the first finding is the one to mend first. `hostname` is a DNS name (an IDN as A-label) or an
 * IP address without brackets. An issuer that the user trusts is `public` in the observation already.
 * @returns null where the certificate is accepted
 */
export function certificateFault(
  certificate: CertificateSeen,
  hostname: string,
  traits: Pick<EraTraits, "acceptsCnOnly">,
  now: Instant,
): ProblemCode | null {
  if (certificate.notAfter !== null && now > certificate.notAfter) return "cert-expired";
  if (certificate.notBefore !== null && now < certificate.notBefore) return "cert-not-yet-valid";
  if (!coversName(certificate.names, hostname)) return "cert-name-mismatch";
  if (certificate.cnOnly && !acceptsInCn(hostname, traits)) return "cert-cn-only";
  return chainFault(certificate);
}

/** Judges chain and issuer alone: what no peer that checks would trust, whatever the name. */
export function chainFault(certificate: CertificateSeen): ProblemCode | null {
  if (!certificate.complete) return "cert-incomplete-chain";
  if (certificate.issuer === "self-signed") return "cert-self-signed";
  if (certificate.issuer === "staging") return "cert-staging";
  return certificate.issuer === "private" ? "cert-untrusted-issuer" : null;
}

/** Tells whether one of the names covers the host; a wildcard stands for exactly one label, and never under a top-level domain (RFC 6125 section 6.4.3). */
export function coversName(names: readonly string[], hostname: string): boolean {
  const wanted = plainName(hostname);
  if (hostKind(wanted) !== "dns") return names.some((name) => canonicalAddress(name) === wanted);
  return names.some((name) => matchesDnsName(plainName(name), wanted));
}

/** Gives the share of its life that a certificate has left, 0 to 1; null where its dates are not known. */
export function lifeLeftShare(certificate: CertificateSeen, now: Instant): number | null {
  const { notBefore, notAfter } = certificate;
  if (notBefore === null || notAfter === null || notAfter <= notBefore) return null;
  return Math.min(1, Math.max(0, (notAfter - now) / (notAfter - notBefore)));
}

function matchesDnsName(pattern: string, wanted: string): boolean {
  if (pattern === wanted) return true;
  // service_identity (18.1.0 _common.py, 26.1.0 hazmat.py, `_validate_pattern`) and OpenSSL take no `*.TLD`.
  if (!/^\*\.[^.]+\../.test(pattern)) return false;
  const dot = wanted.indexOf(".");
  return dot > 0 && wanted.slice(dot) === pattern.slice(1);
}

/** An address in the CN was never taken for an address by anybody who checks. */
function acceptsInCn(hostname: string, traits: Pick<EraTraits, "acceptsCnOnly">): boolean {
  return traits.acceptsCnOnly && hostKind(plainName(hostname)) === "dns";
}

function plainName(name: string): string {
  return canonicalAddress(name.endsWith(".") ? name.slice(0, -1) : name);
}
