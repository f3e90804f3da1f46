/** Folder whose files answer HTTP-01 through a web server of the host. */
export const CHALLENGE_FOLDER = "/etc/homeport/acme-challenge/";

/** The names that the homeserver is served under, and how. */
export interface ProxySite {
  readonly names: readonly string[];
  readonly port: number;
  /** Folder that holds `fullchain.pem` and `privkey.pem`; null: the site of the name has its own already. */
  readonly tlsFolder: string | null;
  readonly upstreamPort: number;
  /** Documents under `/.well-known/matrix/` that the site itself answers. */
  readonly documents: readonly { readonly path: string; readonly content: string }[];
}

/** Where the sites of a web server listen already, and where ours may. */
export interface Sockets {
  readonly ipv6: boolean;
  /** Addresses of the machine itself that others can reach. */
  readonly own: readonly string[];
  /** `listen` of the sites of others; no address: everywhere. */
  readonly taken: readonly { readonly address: string | null; readonly port: number }[];
}

/** Nothing listens yet, and both families can be listened on. */
export const FREE_SOCKETS: Sockets = { ipv6: true, own: [], taken: [] };

/** What one brand of web server needs in front of Synapse; each text is a file of its own. No sockets: all free. */
export interface ProxyWriter {
  /** Port 80 answers the CA's challenge. */
  readonly challenge: (names: readonly string[], sockets?: Sockets) => string;
  /** The homeserver with TLS, and the challenge for `challengeNames` where there are any. */
  readonly site: (site: ProxySite, challengeNames: readonly string[], sockets?: Sockets) => string;
}
