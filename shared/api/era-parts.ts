import { z } from "zod";

const verdict = z.enum(["reached", "refused", "unreachable", "unknown"]);

const target = z.looseObject({
  host: z.string(),
  port: z.int(),
  addresses: z.array(z.string()),
});

const decidedBy = z.enum([
  "ip-literal",
  "explicit-port",
  "well-known+ip",
  "well-known+port",
  "well-known+srv-fed",
  "well-known+srv",
  "well-known+8448",
  "srv-fed",
  "srv",
  "8448",
]);

const trace = z.looseObject({
  step: z.string(),
  asked: z.string(),
  answer: z.string(),
  took: z.boolean(),
});

const inbound = z.looseObject({
  verdict,
  target: target.nullable(),
  sni: z.string().nullable(),
  hostHeader: z.string().nullable(),
  certificateName: z.string().nullable(),
  decidedBy: decidedBy.nullable(),
  trace: z.array(trace),
  cachedForSeconds: z.number().nullable(),
});

const outbound = z.looseObject({ verdict, why: z.string() });

const perEra = <T extends z.ZodType>(each: T) =>
  z.looseObject({ "0.34": each, "0.99": each, "1.0": each, "1.93": each });

/** How peers of each era reach the server. */
export const InboundEras = perEra(inbound);
/** How peers of each era reach the server. */
export type InboundEras = z.infer<typeof InboundEras>;

/** Which peers the server itself can reach, keyed by how they set themselves up. */
export const OutboundEras = perEra(outbound);

/** Both directions, keyed by era (`cli.md`, "Eras"). */
export const ErasView = z.looseObject({ inbound: InboundEras, outbound: OutboundEras });
/** Both directions, keyed by era. */
export type ErasView = z.infer<typeof ErasView>;

/** The time view that goes with a plan. */
export const PlanEras = z.looseObject({
  now: ErasView,
  afterStep: z.record(z.string(), ErasView),
  end: ErasView,
});
