import { z } from "zod";
import { envelope, SpokenProblem } from "./envelope.ts";
import { ErasView } from "./era-parts.ts";

const tls = z.looseObject({
  version: z.string().nullable(),
  chain: z.array(z.unknown()),
  complete: z.boolean().nullable(),
  matches: z.boolean().nullable(),
  issuerKind: z.enum(["public", "staging", "private", "self-signed"]).nullable(),
  lifeLeftShare: z.number().nullable(),
});

const address = z.looseObject({
  address: z.string(),
  family: z.union([z.literal(4), z.literal(6), z.string()]),
  tcp: z.string(),
  tls: tls.nullable(),
  version: z.unknown(),
  keys: z.unknown(),
});

/** What a federation check found; also the `report` of `apply`. */
export const checkKeys = {
  verdict: z.enum(["good", "broken", "unknown"]).describe("what today's Synapse would find"),
  eras: ErasView.nullable(),
  addresses: z.array(address),
  wellKnown: z.unknown(),
  srv: z.unknown(),
  outbound: z.unknown(),
  client: z.unknown(),
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
