/** ACME directories of Let's Encrypt: the live one and the one for rehearsals. */
export const LETS_ENCRYPT = {
  live: "https://acme-v02.api.letsencrypt.org/directory",
  staging: "https://acme-staging-v02.api.letsencrypt.org/directory",
} as const;

/** What the authority of a directory calls itself in CAA records; null: not known before it is asked. */
export function caaIdentitiesOf(directory: string): readonly string[] | null {
  const known: readonly string[] = Object.values(LETS_ENCRYPT);
  return known.includes(directory) ? ["letsencrypt.org"] : null;
}
