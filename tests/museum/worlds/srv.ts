import { homeserver, names, site, srv, type Place, type Sketch } from "./sketch.ts";

/** The name's own address, and a second host `matrix.NAME` with another one. */
const hosts = (p: Place): Readonly<Record<string, object>> => ({
  [p.name]: { A: [p.v4(1)] },
  [p.at("matrix")]: { A: [p.v4(2)] },
});
const legacy = (p: Place): string => `_matrix._tcp.${p.name}`;
const modern = (p: Place): string => `_matrix-fed._tcp.${p.name}`;

/** Worlds without delegation by SRV, and with it; most have no website. */
export const plainWorlds: readonly Sketch[] = [
  {
    id: "plain",
    title: "8448 alone, no website",
    file: (p) => ({
      dns: { [p.name]: { A: [p.v4(1)] } },
      endpoints: { [`${p.v4(1)}:8448`]: homeserver(p.name) },
    }),
  },
  {
    id: "website",
    title: "8448, and a website without the file",
    file: (p) => ({
      dns: { [p.name]: { A: [p.v4(1)] } },
      https: { [p.name]: {} },
      endpoints: { [`${p.v4(1)}:8448`]: homeserver(p.name) },
    }),
  },
  {
    id: "nothing",
    title: "an address where nothing listens",
    file: (p) => ({ dns: { [p.name]: { A: [p.v4(1)] } } }),
  },
  { id: "nxdomain", title: "a name that does not exist", file: () => ({}) },
  {
    id: "cname",
    title: "the name is an alias",
    file: (p) => ({
      dns: { [p.name]: { CNAME: p.at("matrix") }, [p.at("matrix")]: { A: [p.v4(2)] } },
      endpoints: { [`${p.v4(2)}:8448`]: homeserver(p.name) },
    }),
  },
  {
    id: "aaaa",
    title: "IPv6 alone",
    file: (p) => ({
      dns: { [p.name]: { AAAA: [p.v6(1)] } },
      endpoints: { [`[${p.v6(1)}]:8448`]: homeserver(p.name) },
    }),
  },
  {
    id: "dual-v4",
    title: "A and AAAA, and only IPv4 answers",
    file: (p) => ({
      dns: { [p.name]: { A: [p.v4(1)], AAAA: [p.v6(1)] } },
      endpoints: { [`${p.v4(1)}:8448`]: homeserver(p.name) },
    }),
  },
  {
    id: "dual-v6",
    title: "A and AAAA, and only IPv6 answers",
    file: (p) => ({
      dns: { [p.name]: { A: [p.v4(1)], AAAA: [p.v6(1)] } },
      endpoints: { [`[${p.v6(1)}]:8448`]: homeserver(p.name) },
    }),
  },
  {
    id: "upper-case",
    title: "a server name in upper case",
    ask: (p) => p.name.toUpperCase(),
    file: (p) => ({
      dns: { [p.name]: { A: [p.v4(1)] } },
      endpoints: { [`${p.v4(1)}:8448`]: homeserver(p.name) },
    }),
  },
  {
    id: "wildcard-dns",
    title: "a wildcard address covers the SRV names too",
    file: (p) => ({
      dns: { [p.name]: { A: [p.v4(1)] }, [`*.${p.name}`]: { A: [p.v4(2)] } },
      endpoints: { [`${p.v4(1)}:8448`]: homeserver(p.name) },
    }),
  },
];

/** Worlds whose delegation is an SRV record. */
export const srvWorlds: readonly Sketch[] = [
  {
    id: "srv",
    title: "_matrix._tcp alone",
    file: (p) => ({
      dns: { ...hosts(p), [legacy(p)]: { SRV: [srv(p.at("matrix"), 8443)] } },
      endpoints: { [`${p.v4(2)}:8443`]: homeserver(p.name) },
    }),
  },
  {
    id: "srv-fed",
    title: "_matrix-fed._tcp alone",
    file: (p) => ({
      dns: { ...hosts(p), [modern(p)]: { SRV: [srv(p.at("matrix"), 8443)] } },
      endpoints: { [`${p.v4(2)}:8443`]: homeserver(p.name) },
    }),
  },
  {
    id: "srv-fed-8448",
    title: "_matrix-fed._tcp, and 8448 of the name",
    file: (p) => ({
      dns: { ...hosts(p), [modern(p)]: { SRV: [srv(p.at("matrix"), 8443)] } },
      endpoints: {
        [`${p.v4(2)}:8443`]: homeserver(p.name),
        [`${p.v4(1)}:8448`]: homeserver(p.name),
      },
    }),
  },
  {
    id: "srv-both",
    title: "both SRV names, two ports",
    file: (p) => ({
      dns: {
        ...hosts(p),
        [modern(p)]: { SRV: [srv(p.at("matrix"), 8443)] },
        [legacy(p)]: { SRV: [srv(p.at("matrix"), 8444)] },
      },
      endpoints: {
        [`${p.v4(2)}:8443`]: homeserver(p.name),
        [`${p.v4(2)}:8444`]: homeserver(p.name),
      },
    }),
  },
  {
    id: "srv-fed-dead",
    title: "_matrix-fed._tcp leads to a closed port, _matrix._tcp does not",
    file: (p) => ({
      dns: {
        ...hosts(p),
        [modern(p)]: { SRV: [srv(p.at("matrix"), 8443)] },
        [legacy(p)]: { SRV: [srv(p.at("matrix"), 8444)] },
      },
      endpoints: { [`${p.v4(2)}:8444`]: homeserver(p.name) },
    }),
  },
  {
    id: "srv-target-cert",
    title: "SRV to a host with a certificate of its own (the FAQ's customer)",
    file: (p) => ({
      dns: { ...hosts(p), [legacy(p)]: { SRV: [srv(p.at("matrix"), 443)] } },
      endpoints: { [`${p.v4(2)}:443`]: homeserver(p.at("matrix")) },
    }),
  },
  {
    id: "srv-and-file",
    title: "the same SRV, and a well-known beside it (the FAQ's transition)",
    file: (p) => ({
      dns: { ...hosts(p), [legacy(p)]: { SRV: [srv(p.at("matrix"), 443)] } },
      https: { [p.name]: site(names(`${p.at("matrix")}:443`)) },
      endpoints: { [`${p.v4(2)}:443`]: homeserver(p.at("matrix")) },
    }),
  },
  {
    id: "srv-alias",
    title: "the SRV target is a CNAME",
    file: (p) => ({
      dns: {
        ...hosts(p),
        [p.at("alias")]: { CNAME: p.at("matrix") },
        [legacy(p)]: { SRV: [srv(p.at("alias"), 8443)] },
      },
      endpoints: { [`${p.v4(2)}:8443`]: homeserver(p.name) },
    }),
  },
];

/** Worlds whose SRV records or name servers are at fault. */
export const brokenSrvWorlds: readonly Sketch[] = [
  {
    id: "srv-dot",
    title: "SRV target '.': no service, though 8448 answers",
    file: (p) => ({
      dns: { ...hosts(p), [legacy(p)]: { SRV: [srv(".", 0)] } },
      endpoints: { [`${p.v4(1)}:8448`]: homeserver(p.name) },
    }),
  },
  {
    id: "srv-no-host",
    title: "the SRV target does not exist",
    file: (p) => ({
      dns: { ...hosts(p), [legacy(p)]: { SRV: [srv(p.at("gone"), 8443)] } },
      endpoints: { [`${p.v4(1)}:8448`]: homeserver(p.name) },
    }),
  },
  {
    id: "srv-second",
    title: "two SRV records, the better one is closed",
    file: (p) => ({
      dns: {
        ...hosts(p),
        [p.at("first")]: { A: [p.v4(3)] },
        [legacy(p)]: { SRV: [srv(p.at("first"), 8443, 10), srv(p.at("matrix"), 8443, 20)] },
      },
      endpoints: { [`${p.v4(2)}:8443`]: homeserver(p.name) },
    }),
  },
  {
    id: "srv-second-cert",
    title: "two SRV records, the better one has a wrong certificate",
    file: (p) => ({
      dns: {
        ...hosts(p),
        [p.at("first")]: { A: [p.v4(3)] },
        [legacy(p)]: { SRV: [srv(p.at("first"), 8443, 10), srv(p.at("matrix"), 8443, 20)] },
      },
      endpoints: {
        [`${p.v4(3)}:8443`]: homeserver(p.at("first")),
        [`${p.v4(2)}:8443`]: homeserver(p.name),
      },
    }),
  },
  {
    id: "srv-servfail",
    title: "the name server fails for _matrix._tcp",
    file: (p) => ({
      dns: { ...hosts(p), [legacy(p)]: { rcode: "SERVFAIL" } },
      endpoints: { [`${p.v4(1)}:8448`]: homeserver(p.name) },
    }),
  },
  {
    id: "srv-fed-servfail",
    title: "the name server fails for _matrix-fed._tcp alone",
    file: (p) => ({
      dns: {
        ...hosts(p),
        [modern(p)]: { rcode: "SERVFAIL" },
        [legacy(p)]: { SRV: [srv(p.at("matrix"), 8443)] },
      },
      endpoints: { [`${p.v4(2)}:8443`]: homeserver(p.name) },
    }),
  },
  {
    id: "srv-refused",
    title: "the name server refuses _matrix._tcp",
    file: (p) => ({
      dns: { ...hosts(p), [legacy(p)]: { rcode: "REFUSED" } },
      endpoints: { [`${p.v4(1)}:8448`]: homeserver(p.name) },
    }),
  },
  {
    id: "srv-servfail-file",
    title: "the name server fails for both SRV names, a well-known with a port stands",
    file: (p) => ({
      dns: {
        ...hosts(p),
        [modern(p)]: { rcode: "SERVFAIL" },
        [legacy(p)]: { rcode: "SERVFAIL" },
      },
      https: { [p.name]: site(names(`${p.at("matrix")}:8443`)) },
      endpoints: { [`${p.v4(2)}:8443`]: homeserver(p.at("matrix")) },
    }),
  },
];
