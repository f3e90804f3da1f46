import { X509Certificate } from "node:crypto";
import { getCACertificates, rootCertificates } from "node:tls";

/** Roots that are trusted: those given by `--ca-file`, Mozilla's bundled ones, and the system's store. */
export interface Trust {
  /** A trusted root that issued this certificate (or is it), by signature; null where there is none. */
  rootOf(certificate: X509Certificate): X509Certificate | null;
  /** The root was given by `--ca-file`. */
  isGiven(root: X509Certificate): boolean;
  /** Every trusted root as PEM, for clients that verify by themselves (the ACME directory's). */
  pems(): readonly string[];
}

type Index = ReadonlyMap<string, readonly X509Certificate[]>;

/**
 * Makes the set of trusted roots. `caFiles` are PEM texts, each of which may hold several certificates;
 * reading the system's store takes a tenth of a second, so it happens only when the others do not know an issuer.
 */
export function createTrust(caFiles: readonly string[]): Trust {
  const given = caFiles.flatMap(splitPem);
  const givenIndex = indexBySubject(given);
  const bundled = lazily(() => indexBySubject(rootCertificates));
  const system = lazily(() => indexBySubject(systemPems()));
  return {
    rootOf: (certificate) =>
      findRoot(givenIndex, certificate) ??
      findRoot(bundled(), certificate) ??
      findRoot(system(), certificate),
    isGiven: (root) =>
      givenIndex.get(root.subject)?.some((each) => each.raw.equals(root.raw)) ?? false,
    pems: () => [...new Set([...given, ...rootCertificates, ...systemPems()])],
  };
}

/** Splits a PEM text into its certificates; text around them is left out. */
export function splitPem(text: string): readonly string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}

/** Tells whether a PEM text holds at least one certificate, all of them readable. */
export function isCaFile(text: string): boolean {
  const pems = splitPem(text);
  return pems.length > 0 && pems.every((pem) => readCertificate(pem) !== null);
}

function findRoot(index: Index, certificate: X509Certificate): X509Certificate | null {
  const itself = index.get(certificate.subject)?.find((root) => root.raw.equals(certificate.raw));
  if (itself !== undefined) return itself;
  // A root is now and then issued anew with the same key; the one that lives longest is what peers build on.
  const issuers = (index.get(certificate.issuer) ?? []).filter((root) =>
    isSignedBy(certificate, root),
  );
  return (
    issuers.toSorted((one, other) => Date.parse(other.validTo) - Date.parse(one.validTo))[0] ?? null
  );
}

function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

function indexBySubject(pems: readonly string[]): Index {
  const index = new Map<string, X509Certificate[]>();
  for (const pem of pems) {
    const root = readCertificate(pem);
    if (root === null) continue;
    index.set(root.subject, [...(index.get(root.subject) ?? []), root]);
  }
  return index;
}

/** Stores hold certificates that nobody can read any more; those trust nothing. */
function readCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

function systemPems(): readonly string[] {
  return getCACertificates("system");
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
