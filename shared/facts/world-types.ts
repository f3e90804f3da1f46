import type { Control, ProxyKind } from "../domain/control.ts";
import type { Instant } from "../domain/instant.ts";
import type { InstallKind } from "./host-seen.ts";
import type { CaaRecord, CertificateSeen, Rcode, SrvRecord } from "./observation.ts";

/**
 * A modelled world (`cli.md`, "A world file"), after reading: names in lower case without the final
 * dot, addresses in one spelling, defaults filled in. What is not in it does not exist.
 */
export interface World {
  /** The file's own clock; null where it has none. */
  readonly now: Instant | null;
  /** The machine that is to serve; null where the file has none. */
  readonly server: WorldServer | null;
  readonly control: WorldControl;
  readonly dns: { readonly [name: string]: WorldName };
  readonly https: { readonly [host: string]: WorldSite };
  /** By `endpointKey`. */
  readonly endpoints: { readonly [key: string]: WorldEndpoint };
}

/** The machine that is to serve. */
export interface WorldServer {
  readonly name: string;
  readonly version: string | null;
  readonly install: InstallKind;
  readonly addresses: readonly string[];
  readonly listeners: readonly WorldListener[];
  readonly proxy: ProxyKind;
  readonly users: boolean;
}

/** A listener of Synapse. */
export interface WorldListener {
  readonly port: number;
  readonly tls: boolean;
}

/** What is under whose hands; of the same form as the planner's `ControlFacts`. */
export interface WorldControl {
  readonly web: Control;
  readonly dns: Control;
  readonly certificateFor: readonly string[] | null;
  readonly ports: readonly number[];
}

/** What a name has: an alias, records by type, or one response code for every type. `ttl` in seconds. */
export interface WorldName {
  readonly ttl: number;
  readonly rcode: Rcode | null;
  readonly cname: string | null;
  readonly A: WorldRecords<string> | null;
  readonly AAAA: WorldRecords<string> | null;
  readonly SRV: WorldRecords<SrvRecord> | null;
  readonly CAA: WorldRecords<CaaRecord> | null;
  readonly TXT: WorldRecords<string> | null;
}

/** Records of one type, or the response code of a question for it. */
export interface WorldRecords<T> {
  readonly rcode: Rcode;
  readonly records: readonly T[];
}

/** Port 443 of a host. */
export interface WorldSite {
  readonly certificate: CertificateSeen;
  readonly pages: { readonly [path: string]: WorldPage };
}

/** What a path answers; `silent` accepts and never answers. Header names in lower case. */
export interface WorldPage {
  readonly silent: boolean;
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** ADDRESS:PORT as federation meets it. */
export interface WorldEndpoint {
  readonly open: boolean;
  /** Packets vanish. */
  readonly silent: boolean;
  readonly tls: readonly ("1.2" | "1.3")[];
  /** Null: TCP opens, no TLS is spoken. */
  readonly certificate: CertificateSeen | null;
  /** Whose homeserver answers, null for nobody's; absent: worked out from `server`. */
  readonly serverName?: string | null;
}
