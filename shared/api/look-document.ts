import { z } from "zod";
import { envelope, SpokenProblem } from "./envelope.ts";

const known = z.looseObject({
  known: z.literal(true),
  value: z.unknown(),
  seenFrom: z.enum(["desktop", "host", "ca"]),
  at: z.string(),
  by: z.string(),
});

const unknown = z.looseObject({ known: z.literal(false), why: SpokenProblem });

/** A fact as documents show it. */
export const SpokenFact = z.discriminatedUnion("known", [known, unknown]);
/** A fact as documents show it. */
export type SpokenFact = z.infer<typeof SpokenFact>;

/** The document of `look`. */
export const LookDocument = z.looseObject({
  ...envelope,
  facts: z.record(z.string(), SpokenFact),
  host: z
    .looseObject({
      os: z.unknown(),
      init: z.unknown(),
      synapse: z
        .looseObject({
          version: z.string().nullable(),
          install: z.string(),
          configFiles: z.array(z.string()),
          listeners: z.array(z.unknown()),
          reload: z.string(),
        })
        .nullable(),
      proxy: z.unknown(),
      ports: z.array(z.unknown()),
      renewers: z.array(z.string()),
      firewall: z.unknown(),
      clock: z.unknown(),
    })
    .nullable(),
  roundTrips: z.number(),
});
/** The document of `look`. */
export type LookDocument = z.infer<typeof LookDocument>;
