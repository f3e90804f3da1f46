/** Settings that the lab itself needs of any Synapse, in a file of its own that Homeport leaves alone. */
export const labSettings = `# the lab's own
trusted_key_servers: []
ip_range_whitelist: ["198.51.100.0/24", "2001:db8::/32"]
registration_shared_secret: lab
`;

/** The secret with which the lab registers its users. */
export const registrationSecret = "lab";

/** A ready homeserver that ends TLS itself on 8448; used for the second homeserver. */
export function readyServerFiles(
  serverName: string,
  pair: { readonly certificate: string; readonly key: string },
): Readonly<Record<string, string>> {
  const conf = "etc/matrix-synapse/conf.d";
  const resources = "[{names: [client, federation], compress: false}]";
  return {
    [`${conf}/server_name.yaml`]: `server_name: ${serverName}\n`,
    [`${conf}/00-lab.yaml`]: `${labSettings}tls_certificate_path: /etc/matrix-synapse/lab.pem
tls_private_key_path: /etc/matrix-synapse/lab.key
listeners:
  - {port: 8448, tls: true, type: http, bind_addresses: ['::', '0.0.0.0'], resources: ${resources}}
  - {port: 8008, tls: false, type: http, x_forwarded: true, bind_addresses: ['127.0.0.1'], resources: ${resources}}
`,
    "etc/matrix-synapse/lab.pem": pair.certificate,
    "etc/matrix-synapse/lab.key": pair.key,
  };
}
