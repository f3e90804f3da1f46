import { webcrypto } from "node:crypto";
import { isIP } from "node:net";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  cryptoProvider,
} from "@peculiar/x509";
import type { X509Certificate } from "@peculiar/x509";

cryptoProvider.set(webcrypto);

type KeyPair = webcrypto.CryptoKeyPair;

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY = 86_400_000;

interface Signer {
  readonly name: string;
  readonly certificate: X509Certificate;
  readonly keys: KeyPair;
}

/** A root with one intermediate; `pem` is the root's certificate. */
export interface TestAuthority {
  readonly pem: string;
  readonly root: Signer;
  readonly intermediate: Signer;
}

/** What a server presents. */
export interface ServerCertificate {
  readonly cert: string;
  readonly key: string;
}

/** How a test wants a certificate; a public one for 60 days with its chain unless said. */
export interface LeafWishes {
  readonly names: readonly string[];
  readonly cnOnly?: boolean;
  readonly selfSigned?: boolean;
  readonly leafOnly?: boolean;
  readonly fromDays?: number;
  readonly toDays?: number;
}

export async function makeAuthority(label: string): Promise<TestAuthority> {
  const root = await makeSigner(`CN=${label} Root`, null);
  const intermediate = await makeSigner(`CN=${label} Intermediate`, root);
  return { pem: root.certificate.toString("pem"), root, intermediate };
}

export async function issue(
  authority: TestAuthority,
  wishes: LeafWishes,
): Promise<ServerCertificate> {
  const keys = await makeKeys();
  const subject = `CN=${wishes.names[0] ?? "nobody"}`;
  const signer = wishes.selfSigned === true ? { name: subject, keys } : authority.intermediate;
  const names = wishes.names.map((value) => ({ type: isIP(value) ? "ip" : "dns", value }) as const);
  const leaf = await X509CertificateGenerator.create({
    subject,
    issuer: signer.name,
    ...life(wishes.fromDays ?? -30, wishes.toDays ?? 60),
    publicKey: keys.publicKey,
    signingKey: signer.keys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new ExtendedKeyUsageExtension(["1.3.6.1.5.5.7.3.1"]),
      ...(wishes.cnOnly === true ? [] : [new SubjectAlternativeNameExtension(names)]),
    ],
  });
  const isAlone = wishes.selfSigned === true || wishes.leafOnly === true;
  const chain = isAlone ? [leaf] : [leaf, authority.intermediate.certificate];
  const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return {
    cert: chain.map((each) => each.toString("pem")).join("\n"),
    key: PemConverter.encode(pkcs8, "PRIVATE KEY"),
  };
}

async function makeSigner(name: string, parent: Signer | null): Promise<Signer> {
  const keys = await makeKeys();
  const certificate = await X509CertificateGenerator.create({
    subject: name,
    issuer: parent?.name ?? name,
    ...life(-1000, 1000),
    publicKey: keys.publicKey,
    signingKey: (parent?.keys ?? keys).privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  return { name, certificate, keys };
}

function life(
  fromDays: number,
  toDays: number,
): { readonly notBefore: Date; readonly notAfter: Date } {
  const now = Date.now();
  return { notBefore: new Date(now + fromDays * DAY), notAfter: new Date(now + toDays * DAY) };
}

function makeKeys(): Promise<KeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}
