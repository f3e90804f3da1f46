import type { Instant } from "../domain/instant.ts";
import type { SrvService, StrayService } from "../domain/era.ts";

/**
 * What can be asked of the world by somebody who only looks. The resolver, the planner and the
 * federation check ask these questions; a world file, recorded facts or the live network answer.
 */
export type Query =
  | { readonly ask: "addresses"; readonly host: string }
  | { readonly ask: "srv"; readonly service: SrvService | StrayService; readonly name: string }
  | { readonly ask: "caa"; readonly name: string }
  | { readonly ask: "well-known"; readonly host: string; readonly file: "server" | "client" }
  | {
      readonly ask: "endpoint";
      readonly address: string;
      readonly port: number;
      /** Name sent in TLS SNI; null for IP literals (RFC 6066). */
      readonly sni: string | null;
      /** `Host` header of the requests. */
      readonly hostHeader: string;
    };

/** The answer type of each question. */
export interface ObservationOf {
  readonly addresses: AddressesSeen;
  readonly srv: SrvSeen;
  readonly caa: CaaSeen;
  readonly "well-known": WellKnownSeen;
  readonly endpoint: EndpointSeen;
}

/** Any answer. */
export type Observation = ObservationOf[keyof ObservationOf];

/** How a name server answered, kept apart because peers treat the cases differently (RFC 1035, 2308). */
export type Rcode = "NOERROR" | "NXDOMAIN" | "NODATA" | "SERVFAIL" | "REFUSED" | "TIMEOUT";

/** The answer to one record type of a name; `ttl` in seconds, 0 when unknown. */
export interface RecordSet<T> {
  readonly rcode: Rcode;
  readonly records: readonly T[];
  readonly ttl: number;
}

/** A and AAAA of a host, CNAMEs followed; `cname` lists the aliases that were followed, in order. */
export interface AddressesSeen {
  readonly kind: "addresses";
  readonly a: RecordSet<string>;
  readonly aaaa: RecordSet<string>;
  readonly cname: readonly string[];
}

/** One SRV record (RFC 2782); `target` without the final dot, "" stands for ".". */
export interface SrvRecord {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly target: string;
}

/** SRV records in the order in which they were answered. */
export interface SrvSeen extends RecordSet<SrvRecord> {
  readonly kind: "srv";
}

/** One CAA record (RFC 8659). */
export interface CaaRecord {
  readonly flags: number;
  readonly tag: string;
  readonly value: string;
}

/** CAA records of the nearest name that has some (RFC 8659 section 3). */
export interface CaaSeen extends RecordSet<CaaRecord> {
  readonly kind: "caa";
}

/** Who issued a certificate, as far as it can be told from outside. */
export type IssuerKind = "public" | "staging" | "private" | "self-signed";

/** A certificate as served: its names, its chain and its life. */
export interface CertificateSeen {
  /** DNS names and IP addresses of subjectAltName; those of the CN where `cnOnly`. */
  readonly names: readonly string[];
  /** The names stand in the subject's CN alone. */
  readonly cnOnly: boolean;
  readonly issuer: IssuerKind;
  /** The root of its chain was given by `--ca-file`; absent: it was not, or this is not known. */
  readonly fromCaFile?: boolean;
  /** The issuer's own name as text; null where not known. */
  readonly issuerName: string | null;
  /** The chain as sent leads to a root; false for cert.pem in place of fullchain.pem. */
  readonly complete: boolean;
  readonly notBefore: Instant | null;
  readonly notAfter: Instant | null;
  /** SHA-256 of the leaf, upper-case hex with colons; null where not known. */
  readonly fingerprint: string | null;
  /** Every certificate as it was sent, the leaf first; absent where only the leaf is known. */
  readonly chain?: readonly ChainLink[];
}

/** One certificate of a chain as sent. */
export interface ChainLink {
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly fingerprint: string;
}

/** What one HTTPS hop of a well-known fetch met. */
export interface HopSeen {
  readonly url: string;
  readonly outcome: HopOutcome;
}

/**
 * How a hop ended. `answered` carries status, headers (lower case) and at most 50 KiB of body;
 * `certificate` is judged by the caller, a hop whose certificate is bad still shows what was served.
 */
export type HopOutcome =
  | { readonly kind: "no-address"; readonly rcode: Rcode }
  | { readonly kind: "refused" }
  | { readonly kind: "timeout" }
  | { readonly kind: "silent"; readonly certificate: CertificateSeen | null }
  | { readonly kind: "not-tls" }
  | { readonly kind: "handshake-failed" }
  | {
      readonly kind: "answered";
      readonly certificate: CertificateSeen | null;
      readonly status: number;
      readonly headers: { readonly [name: string]: string };
      readonly body: string;
      readonly truncated: boolean;
    };

/**
 * A fetch of `https://HOST/.well-known/matrix/FILE`, redirects followed (at most 20 hops, as Synapse).
 * `byAddress` holds further addresses of HOST whose first hop differs (status or body); empty when alike or unknown.
 */
export interface WellKnownSeen {
  readonly kind: "well-known";
  readonly hops: readonly HopSeen[];
  readonly loop: boolean;
  readonly byAddress: { readonly [address: string]: HopOutcome };
}

/** What answers at ADDRESS:PORT for that SNI and Host. */
export interface EndpointSeen {
  readonly kind: "endpoint";
  /** `untold`: could not be found out. */
  readonly tcp: "open" | "refused" | "timeout" | "unreachable" | "untold";
  readonly tls: TlsSeen | null;
  /** Null where no HTTP was spoken. */
  readonly http: HttpSeen | null;
}

/** TLS at an endpoint: versions accepted and the certificate, or why there is none. */
export type TlsSeen =
  | {
      readonly spoken: true;
      readonly versions: readonly ("1.2" | "1.3")[];
      readonly certificate: CertificateSeen;
    }
  | { readonly spoken: false; readonly why: "plain" | "handshake-failed" | "silent" };

/** What the homeserver's own pages said. */
export interface HttpSeen {
  /** `/_matrix/federation/v1/version`. */
  readonly version: PageSeen;
  /** `/_matrix/key/v2/server`; null where it was not asked. */
  readonly keys: PageSeen | null;
  /** Whose homeserver answers, from the key document; null where nobody's. */
  readonly serverName: string | null;
  /** Software and version as the server names itself. */
  readonly software: string | null;
  /** `valid_until_ts` of the key document; null or absent where not known. */
  readonly keysValidUntil?: Instant | null;
  /** What `/` answers to the same `Host`; asked only where the version page is a 404 of no homeserver. */
  readonly root?: PageSeen | null;
  /** Findings on the key document; empty when all is well or it was not asked. */
  readonly keyFaults: readonly KeyFault[];
  /** What a request with an encoded slash met: kept, decoded by a proxy, refused, or not tried. */
  readonly encodedSlash: "kept" | "decoded" | "rejected" | "untried";
  /** Whether a transaction-sized body (>1 MiB) met 413; null where it was not tried. */
  readonly bodyRefused: boolean | null;
}

/** One page: its status, or that nothing came. */
export interface PageSeen {
  /** 0 when no answer came in time. */
  readonly status: number;
  readonly json: boolean;
  /** A version page as the spec has it, naming a version; absent where that is not known. */
  readonly namesVersion?: boolean;
  /** `Location` of a redirect. */
  readonly location: string | null;
}

/** What can be wrong with a key document (spec, "Publishing Keys"). */
export type KeyFault = "name-mismatch" | "expired" | "bad-signature" | "no-key" | "missing";

/** One who looks: answers every query at once. Worlds and recorded facts are of this form. */
export type Observe = <Q extends Query>(query: Q) => ObservationOf[Q["ask"]] | Untold;

/** The answer of a world that was never asked this. */
export interface Untold {
  readonly kind: "untold";
}

/** The one untold answer. */
export const UNTOLD: Untold = { kind: "untold" };

/** The key under which an answer is kept in facts: same question, same key. Names are compared in lower case. */
export function queryKey(query: Query): string {
  switch (query.ask) {
    case "addresses":
      return `addresses ${query.host.toLowerCase()}`;
    case "srv":
      return `srv ${query.service}.${query.name.toLowerCase()}`;
    case "caa":
      return `caa ${query.name.toLowerCase()}`;
    case "well-known":
      return `well-known ${query.host.toLowerCase()} ${query.file}`;
    case "endpoint":
      return `endpoint ${query.address}:${query.port} ${query.sni ?? "-"} ${query.hostHeader}`;
  }
}
