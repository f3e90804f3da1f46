import * as fc from "fast-check";
import "../../setup/seed.ts";

/** The hosts, addresses and names that random worlds are made of: few, so that they meet. */
const HOSTS = ["example.com", "matrix.example.com", "host.example.net"];
const ADDRESSES = ["192.0.2.7", "192.0.2.80", "[2001:db8::7]"];
const PORTS = [443, 8448, 8449];

const rcode = fc.constantFrom("NXDOMAIN", "NODATA", "SERVFAIL", "REFUSED", "TIMEOUT");
const ttl = fc.constantFrom(0, 60, 3600, 90_000);

const record = fc.record({
  priority: fc.nat({ max: 2 }),
  weight: fc.nat({ max: 2 }),
  port: fc.constantFrom(...PORTS),
  target: fc.constantFrom(...HOSTS, "nowhere.example", "."),
});

const addresses = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      A: fc.subarray(["192.0.2.7", "192.0.2.80"], { minLength: 1 }),
      AAAA: fc.subarray(["2001:db8::7"]),
      ttl,
    }),
  },
  { weight: 1, arbitrary: fc.record({ rcode, ttl }) },
  { weight: 1, arbitrary: fc.record({ CNAME: fc.constantFrom(...HOSTS), ttl }) },
);

const services = fc.oneof(
  fc.record({ SRV: fc.array(record, { minLength: 1, maxLength: 3 }), ttl }),
  fc.record({ rcode, ttl }),
);

const goodCertificate = fc.constant({ names: [...HOSTS, "192.0.2.7", "2001:db8::7"] });

const anyCertificate = fc.record({
  names: fc.subarray([...HOSTS, "*.example.com", "192.0.2.7"], { minLength: 1 }),
  issuer: fc.constantFrom("public", "public", "staging", "private", "self-signed"),
  complete: fc.boolean(),
  cnOnly: fc.boolean(),
  notAfter: fc.constantFrom("2027-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
});

const certificate = fc.oneof(
  { weight: 2, arbitrary: goodCertificate },
  { weight: 1, arbitrary: anyCertificate },
);

const value = fc.oneof(
  fc.constantFrom(
    ...HOSTS,
    ...HOSTS.map((host) => `${host}:443`),
    "192.0.2.7",
    "[2001:db8::7]:8449",
  ),
  fc.constantFrom("https://example.com", "example.com:443/", "", "bücher.example", "a b", 5, null),
);

const page = fc.oneof(
  fc.record({ json: fc.record({ "m.server": value }) }),
  fc.record({ status: fc.constantFrom(404, 500, 204), body: fc.constantFrom("", "<html>") }),
  fc.record({
    status: fc.constantFrom(301, 302, 307, 308),
    location: fc.constantFrom(
      "/.well-known/matrix/server",
      "https://matrix.example.com/.well-known/matrix/server",
    ),
  }),
  fc.record({
    json: fc.record({ "m.server": value }),
    headers: fc.record({
      "cache-control": fc.constantFrom("no-store", "max-age=600", "max-age=9999999"),
    }),
  }),
  fc.constant({ silent: true }),
);

const endpoint = fc.oneof(
  { weight: 5, arbitrary: fc.record({ certificate, tls: fc.constantFrom("both", "1.2", "1.3") }) },
  {
    weight: 1,
    arbitrary: fc.record({ certificate, serverName: fc.constantFrom(null, "other.example") }),
  },
  { weight: 2, arbitrary: fc.constantFrom({}, { open: false }, { silent: true }) },
);

const site = fc.record({ certificate, "/.well-known/matrix/server": page });

function each<T>(keys: readonly string[], of: fc.Arbitrary<T>): fc.Arbitrary<{ [key: string]: T }> {
  const pairs = keys.map((key) => fc.option(fc.tuple(fc.constant(key), of), { nil: null }));
  return fc.tuple(...pairs).map((all) => Object.fromEntries(all.filter((pair) => pair !== null)));
}

const owners = HOSTS.flatMap((host) => [`_matrix._tcp.${host}`, `_matrix-fed._tcp.${host}`]);
const places = ADDRESSES.flatMap((address) => PORTS.map((port) => `${address}:${port}`));

/** Any world that a file may describe over a small set of names, addresses and ports. */
export const anyWorld = fc.record({
  now: fc.constant("2026-11-23T00:00:00Z"),
  dns: fc
    .tuple(
      each([...HOSTS, "*.example.com"], addresses),
      each([...owners, "_matrix._tcp.192.0.2.7"], services),
    )
    .map(([hosts, srv]) => ({ ...hosts, ...srv })),
  https: each(HOSTS, site),
  endpoints: each(places, endpoint),
});

/** Any kind of server name over the same hosts. */
export const anyName = fc.constantFrom(
  "example.com",
  "example.com:8449",
  "matrix.example.com",
  "192.0.2.7",
  "192.0.2.7:8449",
  "[2001:db8::7]",
);
