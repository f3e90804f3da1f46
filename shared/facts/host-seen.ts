import type { ProxyKind } from "../domain/control.ts";
import type { CertificateSeen } from "./observation.ts";

/** A look at the host, as the planner needs it. Made from operations over SSH, or from a world file's `server`. */
export interface HostSeen {
  /** `SHA256:…` of the host key that was verified; null offline. */
  readonly hostKey: string | null;
  readonly os: { readonly id: string; readonly version: string; readonly name: string } | null;
  readonly init: "systemd" | "other" | null;
  readonly user: string | null;
  readonly sudo: "root" | "nopasswd" | "password" | "none" | null;
  readonly synapse: SynapseSeen | null;
  readonly proxy: ProxySeen | null;
  /** Global addresses of the machine itself. */
  readonly addresses: readonly string[];
  /** The kernel has IPv6, so that a program can listen on `::`. */
  readonly ipv6: boolean;
  /** Listening TCP sockets. */
  readonly ports: readonly ListenerSeen[];
  /** Renewers that are installed (`certbot`, `lego`, `caddy`). */
  readonly renewers: readonly string[];
  readonly firewall: {
    readonly kind: "none" | "nftables" | "iptables" | "ufw" | "firewalld";
    readonly active: boolean;
  } | null;
  /** Seconds that the host's clock is ahead of ours; negative when behind. */
  readonly clockAhead: number | null;
  /** Free bytes where our files go. */
  readonly freeBytes: number | null;
  /** A package manager holds its lock right now. */
  readonly packageLock: boolean;
  readonly python3: boolean;
  readonly openssl: boolean;
  /** Our own certificate under `/etc/homeport/tls/NAME`, by NAME. */
  readonly ownCertificates: { readonly [name: string]: CertificateSeen };
  /** Present text of files that a plan may write, by path; null: absent. Only files of our own and `server_name.yaml`. */
  readonly files: { readonly [path: string]: string | null };
}

/** A listening TCP socket; `process` is the program's name where it can be seen. */
export interface ListenerSeen {
  readonly address: string;
  readonly port: number;
  readonly process: string | null;
}

/** How Synapse came onto the machine. */
export type InstallKind = "debian" | "matrix.org" | "pip" | "docker" | "none" | "other";

/** Synapse on the host. */
export interface SynapseSeen {
  readonly version: string | null;
  readonly install: InstallKind;
  /** In the order in which they are read. */
  readonly configFiles: readonly string[];
  /** The `conf.d` folder that the service reads; null where there is none. */
  readonly confDir: string | null;
  /** Effective `server_name` after the merge, null where none is set. */
  readonly serverName: string | null;
  /** Debconf's answer for the server name; null where there is none. */
  readonly debconfName: string | null;
  /** The database has users, so the server name is fixed; null: could not be told. */
  readonly users: boolean | null;
  readonly listeners: readonly SynapseListener[];
  readonly tlsCertificatePath: string | null;
  readonly tlsPrivateKeyPath: string | null;
  readonly publicBaseUrl: string | null;
  /** User that the daemon runs as. */
  readonly runsAs: string;
  readonly unit: UnitSeen | null;
  readonly reload: "systemctl-reload" | "sighup" | "restart";
  readonly database: "sqlite" | "postgres" | null;
  readonly dataDir: string | null;
  /**
   * Why our file cannot be written: the configuration was not read, a file after ours sets one of its
   * keys (its path), or a listener says what ours could not say again (`listeners[AT].KEY`).
   */
  readonly configProblem: string | null;
}

/** A listener as configured (config_documentation.md, `listeners`). */
export interface SynapseListener {
  readonly port: number;
  readonly tls: boolean;
  readonly type: string;
  readonly bindAddresses: readonly string[];
  readonly xForwarded: boolean;
  readonly resources: readonly string[];
  /** Those of the resources whose answers are compressed; absent: none. */
  readonly compressed?: readonly string[];
  /** Its keys beside these (`tag`, `request_id_header`), which a change of the listener keeps; absent: none. */
  readonly further?: { readonly [key: string]: string };
}

/** A systemd unit's state. */
export interface UnitSeen {
  readonly name: string;
  readonly active: "active" | "activating" | "inactive" | "failed" | "reloading" | "deactivating";
  readonly enabled: boolean;
  readonly canReload: boolean;
  readonly conditionMet: boolean;
}

/** The web server in front, if any. */
export interface ProxySeen {
  readonly kind: ProxyKind;
  readonly version: string | null;
  readonly active: boolean;
  /** Folder whose `*.conf` is included at http level. */
  readonly confDir: string | null;
  /** `server_name`s already served, with the place of each `listen`. */
  readonly serves: readonly ServedName[];
  /** Ports that some server is the `default_server` of. */
  readonly defaultServers: readonly number[];
  readonly unit: UnitSeen | null;
}

/** A name that a web server answers for. `address` as its `listen` says it, without brackets; null: every IPv4 address. */
export interface ServedName {
  readonly name: string;
  readonly address: string | null;
  readonly port: number;
  readonly tls: boolean;
}
