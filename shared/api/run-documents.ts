import { z } from "zod";
import { CheckReport, ClientLook } from "./check-document.ts";
import { envelope, SpokenProblem } from "./envelope.ts";

/** Who renews: null where nobody does. */
export const Renewal = z.looseObject({
  tool: z.string().nullable(),
  next: z.string().nullable(),
  lastProven: z.string().nullable(),
  evidence: z.string().nullable(),
});

/** The certificate that a run left. */
export const CertificateLeft = z.looseObject({
  names: z.array(z.string()),
  issuer: z.string().nullable(),
  notAfter: z.string().nullable(),
  fingerprint: z.string().nullable(),
  servedFingerprint: z.string().nullable(),
  renewal: Renewal.nullable(),
});
/** The certificate that a run left. */
export type CertificateLeft = z.infer<typeof CertificateLeft>;

/** Whom a run waits for, with what to send. */
export const Waiting = z.looseObject({
  who: z.string(),
  what: z.string(),
  message: z.string(),
  check: z.string().nullable(),
  resume: z.string().optional().describe("the command that goes on"),
});
/** Whom a run waits for, with what to send. */
export type Waiting = z.infer<typeof Waiting>;

/** The keys of `apply`, `resume` and each journey of `practice`. */
export const runKeys = {
  run: z.string().nullable(),
  digest: z.string().nullable(),
  outcome: z.enum(["kept", "undone", "waiting", "unknown"]).nullable(),
  preflight: z.array(
    z.looseObject({
      check: z.string(),
      seenFrom: z.enum(["desktop", "host", "ca"]),
      state: z.string(),
      problem: SpokenProblem.nullable(),
      seen: z
        .looseObject({ code: z.string(), text: z.string() })
        .nullable()
        .optional()
        .describe("what was seen, in words and by its code"),
    }),
  ),
  steps: z.array(
    z.looseObject({
      id: z.string(),
      state: z.string(),
      evidence: z.string().nullable(),
      seconds: z.number().nullable(),
    }),
  ),
  waiting: Waiting.nullable(),
  certificate: CertificateLeft.nullable(),
  report: CheckReport.nullable(),
  login: ClientLook.nullable(),
  undo: z.string().nullable().describe("the command that takes it back"),
  roundTrips: z.number().nullable(),
  receipt: z.string().nullable(),
} as const;

/** One run by itself; `practice` shows several. */
export const Run = z.looseObject(runKeys);
/** One run by itself. */
export type Run = z.infer<typeof Run>;

/** The document of `apply` and `resume`. */
export const RunDocument = z.looseObject({ ...envelope, ...runKeys });
/** The document of `apply` and `resume`. */
export type RunDocument = z.infer<typeof RunDocument>;

/** The document of `practice`. */
export const PracticeDocument = z.looseObject({
  ...envelope,
  practice: z.literal(true),
  journeys: z.array(z.looseObject({ journey: z.enum(["a", "b", "c"]), ...runKeys })),
});
/** The document of `practice`. */
export type PracticeDocument = z.infer<typeof PracticeDocument>;

const undoKeys = {
  run: z.string().nullable(),
  digest: z.string().nullable(),
  outcome: z.enum(["kept", "undone", "waiting", "unknown"]).nullable(),
  restored: z.array(z.looseObject({ path: z.string(), sha256: z.string().nullable() })),
  irreversible: z.array(z.unknown()),
} as const;

/** What `undo` did, inside another document. */
export const UndoKeys = z.looseObject(undoKeys);
/** What `undo` did, inside another document. */
export type UndoKeys = z.infer<typeof UndoKeys>;

/** The document of `undo`. */
export const UndoDocument = z.looseObject({ ...envelope, ...undoKeys });
/** The document of `undo`. */
export type UndoDocument = z.infer<typeof UndoDocument>;

/** The document of `renew`: the keys of `apply`, and who renews from now on. */
export const RenewDocument = z.looseObject({
  ...envelope,
  ...runKeys,
  renewal: Renewal.nullable(),
});
/** The document of `renew`. */
export type RenewDocument = z.infer<typeof RenewDocument>;

/** The document of `history`. */
export const HistoryDocument = z.looseObject({
  ...envelope,
  runs: z.array(z.looseObject({ run: z.string() })),
});
/** The document of `history`. */
export type HistoryDocument = z.infer<typeof HistoryDocument>;

/** The document of `receipt`. */
export const ReceiptDocument = z.looseObject({
  ...envelope,
  receipt: z.looseObject({}).nullable(),
});
/** The document of `receipt`. */
export type ReceiptDocument = z.infer<typeof ReceiptDocument>;
