/** ACME directories of Let's Encrypt: the live one and the one for rehearsals. */
export const LETS_ENCRYPT = {
  live: "https://acme-v02.api.letsencrypt.org/directory",
  staging: "https://acme-staging-v02.api.letsencrypt.org/directory",
} as const;
