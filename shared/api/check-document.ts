import { z } from "zod";
import { envelope, SpokenProblem } from "./envelope.ts";
import { ErasView, OutboundEras } from "./era-parts.ts";

const tls = z.looseObject({
  version: z.enum(["1.2", "1.3"]).nullable(),
  chain: z.array(z.looseObject({})),
  complete: z.boolean().nullable(),
  matches: z.boolean().nullable(),
  issuerKind: z.enum(["public", "staging", "private", "self-signed"]).nullable(),
  fromCaFile: z.boolean().nullable().optional().describe("its root was given by --ca-file"),
  lifeLeftShare: z.number().nullable(),
});

const address = z.looseObject({
  address: z.string(),
  family: z.union([z.literal(4), z.literal(6)]),
  tcp: z.string(),
  tls: tls.nullable(),
  version: z.looseObject({ status: z.number(), software: z.string().nullable() }).nullable(),
  keys: z
    .looseObject({ status: z.number(), serverName: z.string().nullable(), matches: z.boolean() })
    .nullable(),
});

const wellKnown = z.looseObject({
  url: z.string(),
  state: z.enum(["delegates", "ignored", "fails"]),
  mServer: z.string().nullable(),
  answer: z.string(),
});

const srv = z.looseObject({
  name: z.string(),
  rcode: z.string(),
  ttl: z.number(),
  records: z.array(z.looseObject({ target: z.string(), port: z.number() })),
});

/** How people log in: the homeserver URL to type, and whether it was proven from outside. */
export const ClientLook = z.looseObject({
  homeserver: z.string(),
  discovered: z.boolean(),
  proven: z.boolean(),
});

/** What a federation check found; also the `report` of `apply`. */
export const checkKeys = {
  verdict: z.enum(["good", "broken", "unknown"]).describe("what today's Synapse would find"),
  eras: ErasView.nullable(),
  addresses: z.array(address),
  wellKnown: wellKnown.nullable(),
  srv: z.array(srv),
  outbound: OutboundEras.nullable(),
  client: ClientLook.nullable(),
  cacheSeconds: z.number().nullable(),
} as const;

/** The document of `check`. */
export const CheckDocument = z.looseObject({ ...envelope, ...checkKeys });
/** The document of `check`. */
export type CheckDocument = z.infer<typeof CheckDocument>;

/** The federation report inside another document. */
export const CheckReport = z.looseObject({
  ...checkKeys,
  problems: z.array(SpokenProblem).optional(),
});
/** The federation report inside another document. */
export type CheckReport = z.infer<typeof CheckReport>;
