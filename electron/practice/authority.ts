import type { webcrypto } from "node:crypto";
import { isIP } from "node:net";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type Extension,
  type PublicKey,
  type X509Certificate,
} from "@peculiar/x509";
import { seededBytes, seededKey, SIGNING, type SeededKey } from "./seeded-key.ts";

const DAY_MS = 86_400_000;
const CA_USAGE = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign;

/** A public key as a CSR or the key maker gives it. */
export type LeafKey = PublicKey | webcrypto.CryptoKey;

/** A certificate authority with a root and an intermediate. */
export interface Authority {
  /** The root as PEM. */
  readonly root: string;
  /** Signs for DNS names or IP addresses; gives leaf and intermediate as PEM. `days` is 90 unless said. */
  issue(names: readonly string[], publicKey: LeafKey, days?: number): Promise<string>;
  /** A key and its chain for one of practice's own servers. */
  equip(
    label: string,
    names: readonly string[],
  ): Promise<{ readonly key: string; readonly cert: string }>;
}

/**
 * Makes an authority whose keys come from the seed. `staging` puts the mark of staging CAs,
 * "(STAGING)", into the issuers' names, as Let's Encrypt's has it.
 */
export async function createAuthority(
  seed: string,
  staging: boolean,
  now: number,
): Promise<Authority> {
  const mark = staging ? "(STAGING) " : "";
  const of = (label: string): string => `${staging ? "staging" : "live"} ${label}`;
  const [rootKey, middleKey] = await Promise.all([
    seededKey(seed, of("root")),
    seededKey(seed, of("intermediate")),
  ]);
  const rootName = `O=Homeport Practice, CN=${mark}Practice Root`;
  const middleName = `O=Homeport Practice, CN=${mark}Practice Intermediate`;
  const root = await certify({
    subject: rootName,
    issuer: rootName,
    signer: rootKey,
    publicKey: rootKey.pair.publicKey,
    days: 3650,
    now,
    extensions: ca(1),
  });
  const middle = await certify({
    subject: middleName,
    issuer: rootName,
    signer: rootKey,
    publicKey: middleKey.pair.publicKey,
    days: 1825,
    now,
    extensions: ca(0),
    serial: seededBytes(seed, of("serial")),
  });
  const issue = async (
    names: readonly string[],
    publicKey: LeafKey,
    days = 90,
  ): Promise<string> => {
    const leaf = await certify({
      subject: "",
      issuer: middleName,
      signer: middleKey,
      publicKey,
      days,
      now,
      extensions: server(names),
    });
    return `${pem(leaf)}${pem(middle)}`;
  };
  return {
    root: pem(root),
    issue,
    equip: async (label, names) => {
      const key = await seededKey(seed, of(label));
      return { key: key.pem, cert: await issue(names, key.pair.publicKey) };
    },
  };
}

/** A key and a certificate that vouches for itself, as Synapse made them before 1.0. */
export async function selfSigned(
  seed: string,
  name: string,
  now: number,
): Promise<{ readonly key: string; readonly cert: string }> {
  const key = await seededKey(seed, `${name} self-signed`);
  const subject = `CN=${name}`;
  const { publicKey } = key.pair;
  const certificate = await certify({
    subject,
    issuer: subject,
    signer: key,
    publicKey,
    days: 3650,
    now,
    extensions: server([name]),
  });
  return { key: key.pem, cert: pem(certificate) };
}

interface Request {
  readonly subject: string;
  readonly issuer: string;
  readonly signer: SeededKey;
  readonly publicKey: LeafKey;
  readonly days: number;
  readonly now: number;
  readonly extensions: readonly Extension[];
  readonly serial?: Buffer;
}

async function certify(request: Request): Promise<X509Certificate> {
  const { subject, issuer, signer, publicKey, days, now, serial } = request;
  return X509CertificateGenerator.create({
    subject,
    issuer,
    ...(serial ? { serialNumber: `5a${serial.subarray(0, 12).toString("hex")}` } : {}),
    notBefore: new Date(now - 3_600_000),
    notAfter: new Date(now - 3_600_000 + days * DAY_MS),
    signingKey: signer.pair.privateKey,
    signingAlgorithm: SIGNING,
    publicKey,
    extensions: [
      ...request.extensions,
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(signer.pair.publicKey),
    ],
  });
}

function ca(pathLength: number): readonly Extension[] {
  return [
    new BasicConstraintsExtension(true, pathLength, true),
    new KeyUsagesExtension(CA_USAGE, true),
  ];
}

function server(names: readonly string[]): readonly Extension[] {
  const alternatives = names.map((value) => ({
    type: isIP(value) ? ("ip" as const) : ("dns" as const),
    value,
  }));
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension(alternatives, true),
  ];
}

function pem(certificate: X509Certificate): string {
  return `${certificate.toString("pem")}\n`;
}
