import { z } from "zod";
import { CodedText, envelope } from "./envelope.ts";
import { FaqAnswers, Timeline } from "./faq-document.ts";
import { PlanEras } from "./era-parts.ts";

const method = z.enum(["none", "well-known", "srv", "explicit-port", "ip-literal"]);
const who = z.enum(["homeport", "you", "other"]);

/** One DNS record and what happens to it. */
export const PublishedRecord = z.looseObject({
  name: z.string(),
  type: z.enum(["A", "AAAA", "SRV", "CAA", "TXT", "CNAME"]),
  ttl: z.number(),
  value: z.string(),
  change: z.enum(["add", "keep", "change", "remove"]),
});

/** One step of a plan as documents show it. */
export const SpokenStep = z.looseObject({
  id: z.string(),
  kind: z.enum([
    "write-file",
    "order-key",
    "obtain-certificate",
    "publish-file",
    "dns-record",
    "control-service",
    "ask-person",
    "wait",
    "prove",
  ]),
  who,
  phase: z.int().min(1),
  needs: z.array(z.string()),
  reason: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  visibleAfterSeconds: z.number(),
  undo: z.string().nullable().optional(),
  irreversible: z.string().nullable().optional(),
  check: z.string().nullable(),
});
/** One step of a plan as documents show it. */
export type SpokenStep = z.infer<typeof SpokenStep>;

/** Why no plan leads there, and what would make one possible. */
export const Refusal = z.looseObject({
  reasons: z.array(CodedText),
  wouldHelp: z.array(CodedText),
});
/** Why no plan leads there, and what would make one possible. */
export type Refusal = z.infer<typeof Refusal>;

/** The document of `plan`. */
export const PlanDocument = z.looseObject({
  ...envelope,
  digest: z.string().nullable(),
  recommended: method.nullable(),
  delegation: z.looseObject({ method, delegatedName: z.string(), port: z.int() }).nullable(),
  certificate: z
    .looseObject({
      names: z.array(z.string()),
      challenge: z.string().nullable(),
      issuer: z.enum(["acme", "own", "existing"]),
      path: z.string(),
    })
    .nullable(),
  publish: z
    .looseObject({
      wellKnownServer: z.record(z.string(), z.unknown()).nullable(),
      wellKnownClient: z.record(z.string(), z.unknown()).nullable(),
      records: z.array(PublishedRecord),
    })
    .nullable(),
  steps: z.array(SpokenStep),
  alternatives: z.array(
    z.looseObject({ method, cost: z.array(z.string()), blockedBy: z.array(CodedText) }),
  ),
  eras: PlanEras.nullable(),
  faq: FaqAnswers.nullable(),
  timeline: Timeline.optional(),
  refusal: Refusal.nullable(),
});
/** The document of `plan`. */
export type PlanDocument = z.infer<typeof PlanDocument>;

/** The document of `questions`. */
export const QuestionsDocument = z.looseObject({
  ...envelope,
  open: z.array(
    z.looseObject({
      key: z.string(),
      why: z.string(),
      choices: z.array(z.string()),
      default: z.union([z.string(), z.number(), z.array(z.string()), z.null()]),
    }),
  ),
  moot: z.array(z.looseObject({ key: z.string(), why: z.string() })),
});
/** The document of `questions`. */
export type QuestionsDocument = z.infer<typeof QuestionsDocument>;
