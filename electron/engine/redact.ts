/** Secrets that are alive in this process, and their removal from everything that leaves it. */
export interface SecretRegistry {
  /** Remembers a secret; null and texts too short to be told apart from other words are left out. */
  hold(secret: string | null): void;
  /** A copy of plain data without any of them. */
  redact(value: unknown): unknown;
}

/** Shorter texts would be found inside ordinary words. */
const SHORTEST = 6;
/** Lines of a key file that are long enough to give it away. */
const KEY_LINE = 40;
const SHOWN = "[secret]";

/**
 * Makes a registry. `isShown` tells of a text that stands on the screen anyway (the server's name, the
 * user's): hiding it would hide nothing and break what is shown.
 */
export function createSecretRegistry(isShown: (text: string) => boolean): SecretRegistry {
  const held = new Set<string>();
  const clean = (text: string): string => {
    let cleaned = text;
    for (const secret of held) {
      if (cleaned.includes(secret) && !isShown(secret)) cleaned = cleaned.replaceAll(secret, SHOWN);
    }
    return cleaned;
  };
  const redact = (value: unknown): unknown => {
    if (typeof value === "string") return clean(value);
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(redact);
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [clean(key), redact(inner)]),
    );
  };
  return {
    hold: (secret) => {
      if (secret === null) return;
      const lines = secret.split(/\r?\n/).filter((line) => line.length >= KEY_LINE);
      for (const each of [secret, secret.trim(), ...lines]) {
        if (each.length >= SHORTEST) held.add(each);
      }
    },
    redact: (value) => (held.size === 0 ? value : redact(value)),
  };
}
