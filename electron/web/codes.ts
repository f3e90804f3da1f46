import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** How long an opened address works, in ms (design section 4). */
export const CODE_LIFE_MS = 60_000;

/** Codes that work once, and the tokens that they are exchanged for. Both live in memory alone. */
export interface Codes {
  /** A fresh code, good for 60 s. */
  issue(): string;
  /** Exchanges a code for a token; null where it is unknown, used or too old. */
  exchange(code: string): string | null;
  /** Tells whether a bearer token is one of ours. */
  knows(token: string): boolean;
  /** Tells whether a token was one of ours, until its code came a second time. */
  hasEnded(token: string): boolean;
}

interface Issued {
  readonly hash: Buffer;
  readonly until: number;
  /** Hash of the token that it was exchanged for. */
  token: Buffer | null;
}

/**
 * Makes a set of codes. A code that comes a second time ends what the first one began: one of the two
 * was not the person (RFC 6749 section 4.1.2 does the same).
 */
export function createCodes(now: () => number): Codes {
  const issued: Issued[] = [];
  const tokens: Buffer[] = [];
  const revoked: Buffer[] = [];
  return {
    issue: () => {
      const code = randomBytes(32).toString("base64url");
      issued.push({ hash: hashOf(code), until: now() + CODE_LIFE_MS, token: null });
      return code;
    },
    exchange: (code) => {
      const known = find(issued, ({ hash }) => hash, hashOf(code));
      if (known === null) return null;
      if (known.token !== null) {
        const at = tokens.indexOf(known.token);
        if (at >= 0) revoked.push(...tokens.splice(at, 1));
        return null;
      }
      if (now() > known.until) return null;
      const token = randomBytes(32).toString("base64url");
      known.token = hashOf(token);
      tokens.push(known.token);
      return token;
    },
    knows: (token) => find(tokens, (each) => each, hashOf(token)) !== null,
    hasEnded: (token) => find(revoked, (each) => each, hashOf(token)) !== null,
  };
}

/** Every entry is compared, each in the same time. */
function find<T>(all: readonly T[], hash: (each: T) => Buffer, wanted: Buffer): T | null {
  let found: T | null = null;
  for (const each of all) if (timingSafeEqual(hash(each), wanted)) found = each;
  return found;
}

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
