import { parseHttpDate } from "../domain/iso-time.ts";
import type { Instant } from "../domain/instant.ts";
import type { CertificateSeen, IssuerKind } from "./observation.ts";
import { linesOf, valueOf, type Sections } from "./read-survey-text.ts";

/** Our own certificates on the host by the name of their folder, as `openssl x509` there printed them. */
export function readOwnCertificates(sections: Sections): {
  readonly [name: string]: CertificateSeen;
} {
  const start = "certificate.";
  const found = Object.entries(sections).filter(([key]) => key.startsWith(start));
  return Object.fromEntries(
    found.flatMap(([key, text]) => {
      const certificate = readCertificate(text);
      return certificate === null ? [] : [[key.slice(start.length), certificate] as const];
    }),
  );
}

function readCertificate(text: string): CertificateSeen | null {
  const fingerprint =
    /^sha256 Fingerprint=((?:[0-9A-F]{2}:){31}[0-9A-F]{2})$/im.exec(text)?.[1] ?? null;
  if (fingerprint === null) return null;
  const subject = valueOf(text, "subject");
  const issuer = valueOf(text, "issuer");
  const alternative = alternativeNames(text);
  const isVerified = valueOf(text, "verified") === "yes";
  const isSelfSigned = subject === issuer && subject !== "";
  const common = /(?:^|, ?)CN ?= ?([^,]+)$/.exec(subject)?.[1];
  return {
    names: alternative.length > 0 || common === undefined ? alternative : [common.trim()],
    cnOnly: alternative.length === 0 && common !== undefined,
    issuer: issuerKind(issuer, isSelfSigned, isVerified),
    issuerName: issuer === "" ? null : issuer,
    complete: isVerified || isSelfSigned || Number(valueOf(text, "count")) > 1,
    notBefore: readDate(valueOf(text, "notBefore")),
    notAfter: readDate(valueOf(text, "notAfter")),
    fingerprint,
  };
}

/** What the host's own store verifies counts as public; it is where others of its kind trust too. */
function issuerKind(issuer: string, isSelfSigned: boolean, isVerified: boolean): IssuerKind {
  if (/\(STAGING\)|Fake LE/.test(issuer)) return "staging";
  if (isSelfSigned) return "self-signed";
  return isVerified ? "public" : "private";
}

function alternativeNames(text: string): readonly string[] {
  const line =
    linesOf(text).find((each) => /^\s+(DNS|IP Address|othername|email|URI):/.test(each)) ?? "";
  return line.split(",").flatMap((each) => /^\s*(?:DNS|IP Address):(\S+)$/.exec(each)?.[1] ?? []);
}

/** `Nov 26 11:00:00 2026 GMT`, as openssl prints it. */
function readDate(text: string): Instant | null {
  const parts = /^([A-Z][a-z]{2}) +([0-9]{1,2}) ([0-9:]{8}) ([0-9]{4}) GMT$/.exec(text);
  if (!parts) return null;
  return parseHttpDate(
    `Day, ${(parts[2] ?? "").padStart(2, "0")} ${parts[1]} ${parts[4]} ${parts[3]} GMT`,
  );
}
