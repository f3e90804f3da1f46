/**
 * The dimensions of the modelled space. The number of a value is how unusual it is: `rules.ts` lets a
 * world have only so much of the unusual at once. A proxy's brand and the install kind count once:
 * nothing in the model depends on them.
 */
export const DIMENSIONS = {
  /** Form of the server name. */
  form: { dns: 0, "with-port": 1, ipv4: 1, ipv6: 1, idn: 2 },
  /** Where A and AAAA of the server name lead. */
  points: {
    here: 0,
    elsewhere: 0,
    cdn: 1,
    "here-v6-too": 1,
    "here-v6-mute": 2,
    "v6-elsewhere": 2,
    alias: 2,
    nowhere: 1,
    servfail: 2,
  },
  /** `matrix.NAME`. */
  delegated: { here: 0, absent: 1, elsewhere: 1, alias: 2, "v6-elsewhere": 2 },
  /** `https://NAME/.well-known/matrix/server`. */
  wellKnown: {
    absent: 0,
    right: 0,
    closed: 1,
    wrong: 1,
    stale: 2,
    html: 2,
    "redirect-301": 2,
    "redirect-302": 2,
    "redirect-308": 1,
    loop: 2,
    "no-port": 1,
    "bad-value": 1,
    "not-text": 2,
    "to-itself": 1,
    "bad-certificate": 1,
    "bad-certificate-stale": 2,
    "expired-certificate": 1,
    silent: 2,
    "error-503": 2,
  },
  /** SRV records and how their lookup ends. */
  srv: {
    none: 0,
    legacy: 0,
    fed: 1,
    both: 1,
    itself: 2,
    wrong: 1,
    "fed-wrong": 2,
    unresolvable: 2,
    alias: 1,
    null: 1,
    "first-dead": 2,
    "legacy-servfail": 1,
    "fed-servfail": 1,
  },
  /** What answers on the server's own addresses. */
  service: {
    nothing: 0,
    "8448": 0,
    "443": 1,
    "8000": 1,
    "8448-and-443": 2,
    "8448-plain": 2,
    "8448-mute": 1,
    "8448-can-be-let-through": 2,
    "443-of-others": 2,
    "8448-of-others": 2,
  },
  /** Names of the certificate served there. */
  certificateNames: { name: 0, delegated: 0, both: 1, wildcard: 2, other: 1 },
  /** What is wrong with it. */
  certificateFault: {
    none: 0,
    "self-signed": 1,
    staging: 2,
    private: 2,
    incomplete: 1,
    expired: 2,
    "not-yet": 2,
    "cn-only": 1,
  },
  /** TLS versions spoken there. */
  tls: { both: 0, "1.3-only": 2, "1.2-only": 2 },
  /** Seconds that DNS answers live. */
  ttl: { "3600": 0, "300": 2, "172800": 2 },
  /** `Cache-Control` of the well-known file. */
  wellKnownCache: { unsaid: 0, "300": 2, "172800": 2 },
  web: { me: 0, other: 0, nobody: 0 },
  dns: { me: 0, other: 0, nobody: 0 },
  certificateFor: { auto: 0, none: 1, name: 1, delegated: 1, both: 2 },
  proxy: { none: 0, nginx: 0 },
  audience: { default: 0, all: 0, today: 1, "1.0-and-later": 2, "0.34-alone": 2 },
  version: {
    "1.163.2": 0,
    "0.33.9": 2,
    "0.34.1.1": 2,
    "0.99.0": 2,
    "0.99.5.2": 2,
    "1.0.0": 2,
    "1.36.0": 2,
    "1.92.3": 2,
    unknown: 2,
  },
  users: { no: 0, yes: 2 },
} as const satisfies { readonly [dimension: string]: { readonly [value: string]: number } };

/** A dimension of the space. */
export type Dimension = keyof typeof DIMENSIONS;

/** One value for each dimension: a point of the space. */
export type Choice = { readonly [D in Dimension]: keyof (typeof DIMENSIONS)[D] & string };

/** The dimensions in the order in which the walk settles them. */
export const DIMENSION_ORDER = [
  "form",
  "points",
  "delegated",
  "wellKnown",
  "srv",
  "service",
  "certificateNames",
  "certificateFault",
  "tls",
  "ttl",
  "wellKnownCache",
  "web",
  "dns",
  "certificateFor",
  "proxy",
  "audience",
  "version",
  "users",
] as const satisfies readonly Dimension[];

// Keys that are numbers come first in an object, whatever the order written.
const VALUES = new Map<Dimension, readonly string[]>(
  DIMENSION_ORDER.map((dimension) => [
    dimension,
    Object.keys(DIMENSIONS[dimension]).toSorted(
      (one, other) => unusualness(dimension, one) - unusualness(dimension, other),
    ),
  ]),
);

/** The values of a dimension, the usual one first. */
export function valuesOf(dimension: Dimension): readonly string[] {
  return VALUES.get(dimension) ?? [];
}

/** How unusual a value is. */
export function unusualness(dimension: Dimension, value: string): number {
  const values: { readonly [value: string]: number } = DIMENSIONS[dimension];
  return values[value] ?? 0;
}

/** Settled dimensions as a point; the caller has taken every value from `valuesOf`. */
export function asChoice(settled: { readonly [dimension: string]: string }): Choice {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the walk settles by name
  return settled as unknown as Choice;
}
