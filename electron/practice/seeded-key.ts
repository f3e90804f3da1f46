import { createECDH, createHmac, createPrivateKey, webcrypto } from "node:crypto";

/** A P-256 key made from a seed: the same seed and label give the same key. For practice alone. */
export interface SeededKey {
  /** Private key as PKCS#8 PEM. */
  readonly pem: string;
  readonly pair: webcrypto.CryptoKeyPair;
}

/** The signing algorithm of every practice certificate. */
export const SIGNING = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** Makes the key of `label` for a seed. */
export async function seededKey(seed: string, label: string): Promise<SeededKey> {
  const secret = seededBytes(seed, label);
  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(secret);
  const point = ecdh.getPublicKey();
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33).toString("base64url"),
  };
  const d = secret.toString("base64url");
  const pem = createPrivateKey({ key: { ...jwk, d }, format: "jwk" }).export({
    type: "pkcs8",
    format: "pem",
  });
  const { subtle } = webcrypto;
  return {
    pem: String(pem),
    pair: {
      privateKey: await subtle.importKey("jwk", { ...jwk, d }, SIGNING, true, ["sign"]),
      publicKey: await subtle.importKey("jwk", jwk, SIGNING, true, ["verify"]),
    },
  };
}

/** 32 bytes that depend on seed and label alone. */
export function seededBytes(seed: string, label: string): Buffer {
  return createHmac("sha256", seed).update(label).digest();
}
