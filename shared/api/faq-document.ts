import { z } from "zod";
import { envelope } from "./envelope.ts";

/** The answer to one question for the server in hand. */
export const FaqAnswer = z.looseObject({
  verdict: z.enum([
    "yes",
    "no",
    "nothing",
    "upgrade",
    "none",
    "well-known",
    "srv",
    "both",
    "sighup",
    "restart",
  ]),
  answer: z.string(),
  reason: z.string(),
  today: z.string(),
});

/** Answers keyed by the ids of the questions. */
export const FaqAnswers = z.record(z.string(), FaqAnswer);

/** Where the server stands on the road from the old federation to today's. */
export const Timeline = z.array(
  z.looseObject({
    version: z.string(),
    date: z.string().nullable(),
    code: z.string(),
    here: z.boolean(),
  }),
);

/** The document of `faq`. */
export const FaqDocument = z.looseObject({
  ...envelope,
  faq: FaqAnswers,
  timeline: Timeline.optional(),
});
/** The document of `faq`. */
export type FaqDocument = z.infer<typeof FaqDocument>;
