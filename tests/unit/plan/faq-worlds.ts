/** The host. */
export const OWN = "198.51.100.7";
/** The website of the name, elsewhere. */
export const WEB = "198.51.100.80";
/** A website, or an endpoint, with a good certificate. */
export const PUBLIC = { certificate: { names: ["example.com"], issuer: "public" } };
/** Every era that looks for a file. */
export const REACHED = { "0.99": "reached", "1.0": "reached", "1.93": "reached" };

/** `customer.example.net` serves `example.com`, whose old record leads to its port 8000. */
export function customer(extra: {
  readonly names?: readonly string[];
  readonly issuer?: string;
  readonly certificateFor?: readonly string[];
  readonly web?: string;
  readonly dns?: object;
  readonly server?: object;
}): object {
  return {
    format: 1,
    server: {
      name: "example.com",
      version: "0.34.1.1",
      install: "debian",
      addresses: [OWN],
      listeners: [{ port: 8000, tls: true }],
      users: true,
      ...extra.server,
    },
    control: {
      web: extra.web ?? "other",
      dns: "me",
      certificateFor: extra.certificateFor ?? ["customer.example.net"],
    },
    dns: {
      "example.com": { A: [WEB] },
      "_matrix._tcp.example.com": {
        SRV: [{ priority: 10, weight: 5, port: 8000, target: "customer.example.net" }],
      },
      "customer.example.net": { A: [OWN] },
      ...extra.dns,
    },
    https: { "example.com": PUBLIC },
    endpoints: {
      [`${OWN}:8000`]: {
        certificate: {
          names: extra.names ?? ["customer.example.net"],
          issuer: extra.issuer ?? "self-signed",
        },
      },
    },
  };
}

/** The name points at the host. */
export function here(server: object = {}, extra: object = {}): object {
  return {
    format: 1,
    server: {
      name: "example.com",
      version: "1.160.0",
      install: "debian",
      addresses: [OWN],
      ...server,
    },
    dns: { "example.com": { A: [OWN] } },
    ...extra,
  };
}
