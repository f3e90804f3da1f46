import { createHash, createPublicKey, randomBytes, verify, type JsonWebKey } from "node:crypto";
import { z } from "zod";
import { AcmeError } from "./acme-faults.ts";

const jwk = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
});

/** An account's public key. */
export type AccountJwk = z.infer<typeof jwk>;

const body = z.object({ protected: z.string(), payload: z.string(), signature: z.string() });
const header = z.object({
  alg: z.string(),
  nonce: z.string(),
  url: z.string(),
  kid: z.string().optional(),
  jwk: jwk.optional(),
});

/** A request whose signature was checked: who signed it and what it says (null: POST-as-GET). */
export interface Signed {
  readonly kid: string | null;
  readonly jwk: AccountJwk;
  readonly payload: unknown;
}

/** Nonces that were given out and not used yet. */
export interface Nonces {
  fresh(): string;
  use(nonce: string): boolean;
}

/** Makes the nonces of one CA; each is good once (RFC 8555 section 6.5). */
export function createNonces(): Nonces {
  const open = new Set<string>();
  return {
    fresh: () => {
      const nonce = randomBytes(16).toString("base64url");
      open.add(nonce);
      return nonce;
    },
    use: (nonce) => open.delete(nonce),
  };
}

/**
 * Checks a signed request (RFC 8555 section 6.2): ES256, the URL it came to, a good nonce, a
 * signature by the key that `keyOf` knows for its `kid`, or by the key it brings. Throws `AcmeError`.
 */
export function readSigned(
  text: string,
  url: string,
  nonces: Nonces,
  keyOf: (kid: string) => AccountJwk | null,
): Signed {
  const sent = body.safeParse(parse(text));
  const head = header.safeParse(sent.success ? parse(decode(sent.data.protected)) : null);
  if (!sent.success || !head.success)
    throw new AcmeError("malformed", 400, "Parse error reading JWS");
  if (head.data.alg !== "ES256")
    throw new AcmeError(
      "badSignatureAlgorithm",
      400,
      `JWS algorithm ${head.data.alg} is not ES256`,
    );
  if (head.data.url !== url)
    throw new AcmeError("unauthorized", 403, `JWS header "url" is not ${url}`);
  const key = head.data.kid === undefined ? (head.data.jwk ?? null) : keyOf(head.data.kid);
  if (key === null) throw new AcmeError("accountDoesNotExist", 400, "Account is not known here");
  if (!isSignedBy(sent.data, key)) throw new AcmeError("malformed", 400, "JWS verification error");
  if (!nonces.use(head.data.nonce))
    throw new AcmeError("badNonce", 400, "JWS has an invalid anti-replay nonce");
  const payload = sent.data.payload === "" ? null : parse(decode(sent.data.payload));
  return { kid: head.data.kid ?? null, jwk: key, payload };
}

/** Thumbprint of an account key (RFC 7638). */
export function thumbprint({ crv, kty, x, y }: AccountJwk): string {
  return createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url");
}

function isSignedBy(sent: z.infer<typeof body>, key: AccountJwk): boolean {
  try {
    const publicKey = createPublicKey({ key: key satisfies JsonWebKey, format: "jwk" });
    const data = Buffer.from(`${sent.protected}.${sent.payload}`);
    const signature = Buffer.from(sent.signature, "base64url");
    return verify("sha256", data, { key: publicKey, dsaEncoding: "ieee-p1363" }, signature);
  } catch {
    return false;
  }
}

function decode(text: string): string {
  return Buffer.from(text, "base64url").toString("utf8");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
