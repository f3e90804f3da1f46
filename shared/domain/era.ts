/**
 * The four generations of peers that Homeport plans for (design section 3). Each is judged as the
 * release named in `cli.md`: 0.34.1.1, 0.99.5.2, 1.0.0 and today's Synapse.
 */
export const ERAS = ["0.34", "0.99", "1.0", "1.93"] as const;

/** One generation of peers. */
export type Era = (typeof ERAS)[number];

/** What software of an era does when it resolves and connects (matrix-federation.md section 1). */
export interface EraTraits {
  /** Asks `https://NAME/.well-known/matrix/server` first. */
  readonly wellKnown: boolean;
  /** SRV services in the order they are asked. */
  readonly services: readonly SrvService[];
  /** Verifies the certificate of the federation endpoint. */
  readonly checksCertificate: boolean;
  /** Goes on to the next SRV record when the best one is dead (since 1.4.0). */
  readonly triesAllSrv: boolean;
  /** Takes a name that stands in the subject's CN alone (service_identity before 23.1). */
  readonly acceptsCnOnly: boolean;
  /** Follows a 308 redirect (Twisted >= 21.2.0). */
  readonly follows308: boolean;
  /** Newest TLS version spoken. */
  readonly maxTls: "1.2" | "1.3";
}

/** SRV services that homeservers ask for; `_matrix-fed` since Synapse 1.93 (spec v1.8). */
export type SrvService = "_matrix-fed._tcp" | "_matrix._tcp";

/** Labels under which SRV records are published by mistake; no homeserver asks for them. */
export const STRAY_SERVICES = [
  "_matrix._udp",
  "_matrix-fed._udp",
  "_matrix._tls",
  "_matrix-federation._tcp",
  "_matrixfed._tcp",
  "matrix._tcp",
] as const;

/** A label under which SRV records are published by mistake. */
export type StrayService = (typeof STRAY_SERVICES)[number];

const TRAITS: { readonly [era in Era]: EraTraits } = {
  "0.34": {
    wellKnown: false,
    services: ["_matrix._tcp"],
    checksCertificate: false,
    triesAllSrv: false,
    acceptsCnOnly: true,
    follows308: false,
    maxTls: "1.2",
  },
  "0.99": {
    wellKnown: true,
    services: ["_matrix._tcp"],
    checksCertificate: false,
    triesAllSrv: false,
    acceptsCnOnly: true,
    follows308: false,
    maxTls: "1.3",
  },
  "1.0": {
    wellKnown: true,
    services: ["_matrix._tcp"],
    checksCertificate: true,
    triesAllSrv: false,
    acceptsCnOnly: true,
    follows308: false,
    maxTls: "1.3",
  },
  "1.93": {
    wellKnown: true,
    services: ["_matrix-fed._tcp", "_matrix._tcp"],
    checksCertificate: true,
    triesAllSrv: true,
    acceptsCnOnly: false,
    follows308: true,
    maxTls: "1.3",
  },
};

/** Gives what software of `era` does. */
export function traitsOf(era: Era): EraTraits {
  return TRAITS[era];
}
