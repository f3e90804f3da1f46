import { cert, homeserver, type Place, type Sketch } from "./sketch.ts";

/** 8448 of the name with such an endpoint; no website. */
function at8448(id: string, title: string, endpoint: (p: Place) => object): Sketch {
  return {
    id,
    title,
    file: (p) => ({
      dns: { [p.name]: { A: [p.v4(1)] } },
      endpoints: { [`${p.v4(1)}:8448`]: endpoint(p) },
    }),
  };
}

/** Worlds whose federation port has a certificate or a TLS of its own kind. */
export const certificateWorlds: readonly Sketch[] = [
  at8448("cert-wrong-name", "8448 with a certificate for another name", (p) =>
    homeserver(p.at("matrix")),
  ),
  at8448("cert-self-signed", "8448 with a self-signed certificate", (p) =>
    homeserver(p.name, { issuer: "self-signed" }),
  ),
  at8448("cert-private", "8448 with a certificate from a CA that nobody knows", (p) =>
    homeserver(p.name, { issuer: "private" }),
  ),
  at8448("cert-leaf-only", "8448 without the intermediate", (p) =>
    homeserver(p.name, { complete: false }),
  ),
  at8448("cert-expired", "8448 with a certificate that has ended", (p) =>
    homeserver(p.name, { notBefore: "2024-01-01T00:00:00Z", notAfter: "2024-06-01T00:00:00Z" }),
  ),
  at8448("cert-early", "8448 with a certificate that has not begun", (p) =>
    homeserver(p.name, { notBefore: "2044-01-01T00:00:00Z", notAfter: "2044-06-01T00:00:00Z" }),
  ),
  at8448("cert-cn-only", "8448 with the name in the CN alone", (p) =>
    homeserver(p.name, { cnOnly: true }),
  ),
  {
    id: "cert-wildcard",
    title: "8448 with a wildcard that covers the name",
    ask: (p) => p.at("chat"),
    file: (p) => ({
      dns: { [p.at("chat")]: { A: [p.v4(1)] } },
      endpoints: { [`${p.v4(1)}:8448`]: homeserver(`*.${p.name}`) },
    }),
  },
  at8448("cert-wildcard-top", "8448 with a wildcard under a top-level domain", () =>
    homeserver("*.example"),
  ),
  at8448("cert-wildcard-deep", "8448 with a wildcard one label too deep", (p) =>
    homeserver(`*.${p.name}`),
  ),
  at8448("tls12", "8448 speaks TLS 1.2 alone", (p) => ({ ...homeserver(p.name), tls: "1.2" })),
  at8448("tls13", "8448 speaks TLS 1.3 alone", (p) => ({ ...homeserver(p.name), tls: "1.3" })),
  at8448("no-tls", "8448 speaks plain HTTP", () => ({ open: true })),
  at8448("stranger", "8448 answers, but is nobody's homeserver", (p) => ({
    certificate: cert(p.name),
    serverName: null,
  })),
];

/** Worlds whose server name says itself where to connect. */
export const literalWorlds: readonly Sketch[] = [
  {
    id: "port",
    title: "a server name with a port, and a file that nobody reads",
    ask: (p) => `${p.name}:8443`,
    file: (p) => ({
      dns: { [p.name]: { A: [p.v4(1)] } },
      https: {
        [p.name]: { "/.well-known/matrix/server": { json: { "m.server": "x.example:1" } } },
      },
      endpoints: { [`${p.v4(1)}:8443`]: homeserver(p.name) },
    }),
  },
  {
    id: "port-closed",
    title: "a server name with a port that is closed",
    ask: (p) => `${p.name}:8443`,
    file: (p) => ({
      dns: { [p.name]: { A: [p.v4(1)] } },
      endpoints: { [`${p.v4(1)}:8448`]: homeserver(p.name) },
    }),
  },
  {
    id: "ip",
    title: "an IPv4 literal",
    ask: (p) => p.v4(1),
    file: (p) => ({ endpoints: { [`${p.v4(1)}:8448`]: homeserver(p.v4(1)) } }),
  },
  {
    id: "ip-port",
    title: "an IPv4 literal with a port",
    ask: (p) => `${p.v4(1)}:8443`,
    file: (p) => ({ endpoints: { [`${p.v4(1)}:8443`]: homeserver(p.v4(1)) } }),
  },
  {
    id: "ip-no-san",
    title: "an IPv4 literal whose certificate does not hold it",
    ask: (p) => p.v4(1),
    file: (p) => ({ endpoints: { [`${p.v4(1)}:8448`]: homeserver(p.name) } }),
  },
  {
    id: "ip6-port",
    title: "an IPv6 literal with a port",
    ask: (p) => `[${p.v6(1)}]:8443`,
    file: (p) => ({ endpoints: { [`[${p.v6(1)}]:8443`]: homeserver(p.v6(1)) } }),
  },
  {
    id: "ip6",
    title: "an IPv6 literal",
    ask: (p) => `[${p.v6(1)}]`,
    file: (p) => ({ endpoints: { [`[${p.v6(1)}]:8448`]: homeserver(p.v6(1)) } }),
  },
];
