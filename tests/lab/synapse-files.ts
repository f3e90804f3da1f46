/** Settings that the lab itself needs of any Synapse, in a file of its own that Homeport leaves alone. */
export const labSettings = `# the lab's own
trusted_key_servers: []
ip_range_whitelist: ["198.51.100.0/24", "2001:db8::/32"]
registration_shared_secret: lab
`;

const resources = "[{names: [client, federation], compress: false}]";

/** A certificate with its key, both as PEM text. */
interface Pem {
  readonly certificate: string;
  readonly key: string;
}

/** The secret with which the lab registers its users. */
export const registrationSecret = "lab";

/**
 * What the admin of an old homeserver did for 0.34: port 8448 open to all, where Synapse ends TLS itself with a
 * certificate of its own making. Beside `labSettings`.
 */
export function oldServerFiles(serverName: string, pair: Pem): Readonly<Record<string, string>> {
  const conf = "etc/matrix-synapse/conf.d";
  return {
    [`${conf}/server_name.yaml`]: `server_name: ${serverName}\n`,
    [`${conf}/federation.yaml`]: `tls_certificate_path: /etc/matrix-synapse/old.crt
tls_private_key_path: /etc/matrix-synapse/old.key
listeners:
  - {port: 8008, tls: false, type: http, x_forwarded: true, bind_addresses: ['::1', '127.0.0.1'], resources: ${resources}}
  - {port: 8448, tls: true, type: http, bind_addresses: ['::', '0.0.0.0'], resources: [{names: [federation], compress: false}]}
`,
    "etc/matrix-synapse/old.crt": pair.certificate,
    "etc/matrix-synapse/old.key": pair.key,
  };
}

/** Every journey logs in at the second homeserver, more often than Synapse lets one address do it. */
const manyLogins = `rc_login:
  address: {per_second: 100, burst_count: 100}
  account: {per_second: 100, burst_count: 100}
  failed_attempts: {per_second: 100, burst_count: 100}
`;

/** A ready homeserver that ends TLS itself on 8448; used for the second homeserver. */
export function readyServerFiles(serverName: string, pair: Pem): Readonly<Record<string, string>> {
  const conf = "etc/matrix-synapse/conf.d";
  return {
    [`${conf}/server_name.yaml`]: `server_name: ${serverName}\n`,
    [`${conf}/00-lab.yaml`]: `${labSettings}${manyLogins}tls_certificate_path: /etc/matrix-synapse/lab.pem
tls_private_key_path: /etc/matrix-synapse/lab.key
listeners:
  - {port: 8448, tls: true, type: http, bind_addresses: ['::', '0.0.0.0'], resources: ${resources}}
  - {port: 8008, tls: false, type: http, x_forwarded: true, bind_addresses: ['127.0.0.1'], resources: ${resources}}
`,
    "etc/matrix-synapse/lab.pem": pair.certificate,
    "etc/matrix-synapse/lab.key": pair.key,
  };
}
