import { z } from "zod";

/** The world file as JSON (`cli.md`, "A world file"). Unknown keys are refused, so that a typo is found. */

const port = z.int().min(1).max(65_535);
const moment = z.string().nullish();
const rcode = z.enum(["NOERROR", "NXDOMAIN", "NODATA", "SERVFAIL", "REFUSED", "TIMEOUT"]);
const control = z.enum(["me", "other", "nobody"]);
const rcodeInstead = z.strictObject({ rcode });

const certificate = z.strictObject({
  names: z.union([z.string(), z.array(z.string())]).optional(),
  issuer: z.enum(["public", "staging", "private", "self-signed"]).optional(),
  complete: z.boolean().optional(),
  cnOnly: z.boolean().optional(),
  notBefore: moment,
  notAfter: moment,
});

const srv = z.strictObject({
  priority: z.int().min(0).max(65_535).default(0),
  weight: z.int().min(0).max(65_535).default(0),
  port: z.int().min(0).max(65_535),
  target: z.string(),
});

const caa = z.union([
  z.string(),
  z.strictObject({ flags: z.int().min(0).max(255).default(0), tag: z.string(), value: z.string() }),
]);

const alone = <T>(one: T): readonly T[] => [one];

const texts = z.union([rcodeInstead, z.array(z.string()), z.string().transform(alone)]);

const dnsName = z.strictObject({
  A: texts.optional(),
  AAAA: texts.optional(),
  CNAME: z.union([z.string(), z.array(z.string()).length(1)]).optional(),
  SRV: z.union([rcodeInstead, z.array(srv), srv.transform(alone)]).optional(),
  CAA: z.union([rcodeInstead, z.array(caa), caa.transform(alone)]).optional(),
  TXT: texts.optional(),
  ttl: z.int().min(0).max(2_147_483_647).optional(),
  rcode: rcode.optional(),
});

const page = z.strictObject({
  status: z.int().min(100).max(599).optional(),
  json: z.json().optional(),
  body: z.string().optional(),
  location: z.string().optional(),
  silent: z.boolean().optional(),
  headers: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

const site = z.object({ certificate: certificate.nullish() }).catchall(page);

const tlsVersion = z.enum(["1.2", "1.3"]);

const endpoint = z.strictObject({
  open: z.boolean().optional(),
  silent: z.boolean().optional(),
  tls: z.union([tlsVersion, z.array(tlsVersion), z.literal("both")]).optional(),
  certificate: certificate.nullish(),
  serverName: z.string().nullable().optional(),
});

const server = z.strictObject({
  name: z.string(),
  version: z.string().nullish(),
  install: z.string().nullish(),
  addresses: z.array(z.string()).optional(),
  listeners: z.array(z.strictObject({ port, tls: z.boolean().default(false) })).optional(),
  proxy: z.string().nullish(),
  users: z.boolean().optional(),
});

const controlSchema = z.strictObject({
  web: control.optional(),
  dns: control.optional(),
  certificateFor: z.array(z.string()).nullish(),
  ports: z.array(port).optional(),
});

/** Checks the form of a world file; meaning (addresses, dates, names) is checked when it is read. */
export const worldSchema = z.strictObject({
  format: z.literal(1).optional(),
  now: moment,
  server: server.nullish(),
  control: controlSchema.nullish(),
  dns: z.record(z.string(), dnsName).optional(),
  https: z.record(z.string(), site).optional(),
  endpoints: z.record(z.string(), endpoint).optional(),
});

/** A world file of the right form. */
export type WorldJson = z.infer<typeof worldSchema>;
/** One name of `dns` in the file. */
export type DnsNameJson = z.infer<typeof dnsName>;
/** A certificate in the file. */
export type CertificateJson = z.infer<typeof certificate>;
/** One path of a host of `https` in the file. */
export type PageJson = z.infer<typeof page>;
/** One host of `https` in the file. */
export type SiteJson = z.infer<typeof site>;
/** One endpoint in the file. */
export type EndpointJson = z.infer<typeof endpoint>;
/** `server` in the file. */
export type ServerJson = z.infer<typeof server>;
