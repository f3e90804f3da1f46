import type { X509Certificate } from "node:crypto";
import ipaddr from "ipaddr.js";
import type { CertificateSeen, ChainLink, IssuerKind } from "../../shared/facts/observation.ts";

/** What the judge of a chain needs of the trusted roots (`trust.ts` makes it). */
export interface Roots {
  rootOf(certificate: X509Certificate): X509Certificate | null;
  isGiven(root: X509Certificate): boolean;
}

/** Longest path that is followed; real ones have two or three certificates. */
const MAX_PATH = 8;
const SERVER_AUTH = new Set(["1.3.6.1.5.5.7.3.1", "2.5.29.37.0"]);
const STAGING = /\(STAGING\)|Fake LE/;

/**
 * Judges a chain exactly as it was sent, leaf first; nothing is fetched and no intermediate is guessed.
 * `public`: signatures lead from the leaf through what was sent to a trusted root. Otherwise `staging`
 * by the names of its issuers, `self-signed`, or `private`. Where the leaf came alone and its issuer is
 * not known, a private CA without its root and a public one without its intermediate look alike on the
 * wire; it counts as an incomplete public chain unless the issuer calls itself a root, for leaving out
 * the intermediate is by far the more frequent mistake (matrix-federation.md section 7, rank 4).
 * `notAfter` is the earliest end on the path, root included, so that a dead intermediate shows. Dates are
 * not judged here.
 */
export function judgeChain(sent: readonly X509Certificate[], roots: Roots): CertificateSeen | null {
  const leaf = sent[0];
  if (leaf === undefined) return null;
  const path = buildPath(leaf, sent, roots);
  const names = readNames(leaf);
  const issuer = issuerKind(leaf, sent, path, roots);
  return {
    names: names.length > 0 ? names : commonNames(leaf),
    cnOnly: names.length === 0,
    issuer,
    ...(path.root !== null && roots.isGiven(path.root) ? { fromCaFile: true } : {}),
    issuerName: issuerName(leaf),
    complete: issuer === "public" ? path.root !== null : issuer !== "staging" || sent.length > 1,
    notBefore: Math.max(...path.certificates.map((each) => Date.parse(each.validFrom))),
    notAfter: Math.min(...pathWithRoot(path).map((each) => Date.parse(each.validTo))),
    fingerprint: leaf.fingerprint256,
    chain: sent.map((each) => linkOf(each)),
  };
}

interface Path {
  readonly certificates: readonly X509Certificate[];
  readonly root: X509Certificate | null;
}

function pathWithRoot({ certificates, root }: Path): readonly X509Certificate[] {
  return root === null ? certificates : [...certificates, root];
}

function linkOf(certificate: X509Certificate): ChainLink {
  return {
    subject: shownName(certificate.subject),
    issuer: shownName(certificate.issuer),
    notBefore: Date.parse(certificate.validFrom),
    notAfter: Date.parse(certificate.validTo),
    fingerprint: certificate.fingerprint256,
  };
}

/** `CN=a, O=b` on one line; Node puts each part on a line of its own, and gives nothing for an empty name. */
function shownName(name: string | undefined): string {
  return (name ?? "").split("\n").toReversed().join(", ").slice(0, 300);
}

function buildPath(leaf: X509Certificate, sent: readonly X509Certificate[], roots: Roots): Path {
  const certificates = [leaf];
  for (let tip = leaf; certificates.length <= MAX_PATH;) {
    const root = roots.rootOf(tip);
    if (root !== null) return { certificates, root };
    const next = sent.find((each) => !certificates.includes(each) && issued(each, tip));
    if (next === undefined) break;
    certificates.push(next);
    tip = next;
  }
  return { certificates, root: null };
}

function issued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  try {
    return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

function issuerKind(
  leaf: X509Certificate,
  sent: readonly X509Certificate[],
  path: Path,
  roots: Roots,
): IssuerKind {
  const isStaging = sent.some((each) => STAGING.test(each.issuer));
  if (isStaging && (path.root === null || !roots.isGiven(path.root))) return "staging";
  if (path.root !== null) return servesTls(leaf) ? "public" : "private";
  if (isSelfSigned(leaf)) return "self-signed";
  const alone = sent.length === 1 && !/\broot\b/i.test(issuerName(leaf) ?? "");
  return alone ? "public" : "private";
}

/** No extended key usage at all, or one that allows servers (RFC 5280 section 4.2.1.12). */
function servesTls(leaf: X509Certificate): boolean {
  const usage = leaf.keyUsage as readonly string[] | undefined;
  return usage === undefined || usage.length === 0 || usage.some((each) => SERVER_AUTH.has(each));
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer;
}

function issuerName(certificate: X509Certificate): string | null {
  const parts = certificate.issuer.split("\n");
  const find = (key: string) =>
    parts.find((part) => part.startsWith(`${key}=`))?.slice(key.length + 1);
  const name = find("CN") ?? find("O") ?? parts.join(", ");
  return name === "" ? null : name.slice(0, 200);
}

function commonNames(certificate: X509Certificate): readonly string[] {
  const line = certificate.subject.split("\n").find((part) => part.startsWith("CN="));
  return line === undefined ? [] : [line.slice(3)];
}

/** DNS names and addresses of subjectAltName. Node prints `DNS:a, IP Address:1.2.3.4`, odd values as JSON strings. */
function readNames(certificate: X509Certificate): readonly string[] {
  const text = certificate.subjectAltName ?? "";
  const parts = text.match(
    /(?:DNS|IP Address|URI|email|DirName|othername|Registered ID):(?:"(?:[^"\\]|\\.)*"|[^,]*)/g,
  );
  return (parts ?? []).slice(0, 500).flatMap((part) => {
    if (part.startsWith("DNS:")) return isPlain(part.slice(4)) ? [part.slice(4)] : [];
    if (part.startsWith("IP Address:")) return readIp(part.slice("IP Address:".length));
    return [];
  });
}

function isPlain(name: string): boolean {
  return /^[0-9A-Za-z._*-]+$/.test(name);
}

function readIp(text: string): readonly string[] {
  return ipaddr.isValid(text) ? [ipaddr.parse(text).toString()] : [];
}
