import { z } from "zod";
import type { FaqAnswer, FaqId } from "../faq/questions.ts";
import type { TimelineStop } from "../faq/timeline.ts";
import type { HostSeen } from "../facts/host-seen.ts";
import type { Plan, PublishedFile, RecordChange, Refusal } from "../plan/plan.ts";
import type { MootQuestion, OpenQuestion } from "../plan/questions.ts";
import type { CheckReport } from "../verify/report.ts";
import { MachineName, outline, ProblemData, ReasonData } from "./wizard-parts.ts";

const outcome = z.enum(["kept", "undone", "waiting", "unknown"]);
const runState = z.enum(["open", "undoing", "superseded", "kept", "undone", "waiting", "unknown"]);
const who = z.enum(["homeport", "you", "other"]);

/** The report of a federation check, as the engine has it (codes, no sentences). */
export const ReportData = outline<CheckReport>(
  z.looseObject({
    verdict: z.enum(["good", "broken", "unknown"]),
    eras: z.looseObject({}),
    addresses: z.array(z.looseObject({})),
    problems: z.array(ProblemData),
  }),
);

/** What was seen of a host. */
export const HostData = outline<HostSeen>(
  z.looseObject({ addresses: z.array(z.string()), ports: z.array(z.looseObject({})) }),
);

/** A login that worked. `host` is null where the machine is a website's. */
export const LoggedIn = z.object({
  kind: z.literal("connected"),
  target: z.string(),
  hostKey: z.string(),
  host: HostData.nullable(),
  /** What makes one doubt the login's website folder. */
  warnings: z.array(ProblemData),
  roundTrips: z.number(),
});

/** Nobody knows the key that the machine showed: a person compares it; nothing was sent to the machine. */
export const HostKeyUnknown = z.object({
  kind: z.literal("host-key-unknown"),
  host: z.string(),
  port: z.int(),
  type: z.string(),
  fingerprint: z.string(),
  /** A certificate authority is known for this host; host certificates are not read. */
  authority: z.boolean(),
});

/** How logging in ended; anything else is the reply's problem. */
export const ConnectOutcome = z.discriminatedUnion("kind", [LoggedIn, HostKeyUnknown]);
/** How logging in ended. */
export type ConnectOutcome = z.infer<typeof ConnectOutcome>;

/** Where a login could lead, to fill in the fields. */
export const LoginSuggestion = z.object({
  machine: z.enum(["host", "web"]),
  host: z.string(),
  port: z.int(),
  user: z.string().nullable(),
  method: z.enum(["auto", "practice"]),
  root: z.string().nullable(),
});

/** What is open and what need not be asked. */
export const QuestionsView = z.object({
  open: z.array(outline<OpenQuestion>(z.looseObject({ key: z.string(), why: ReasonData }))),
  moot: z.array(outline<MootQuestion>(z.looseObject({ key: z.string(), why: ReasonData }))),
});

/** The FAQ answered for this server, keyed by the ids of the questions. */
export type FaqView = { readonly [id in FaqId]?: FaqAnswer };

/** A plan or a refusal. `digest` is empty for a refusal. */
export const PlanView = z.object({
  name: z.string(),
  digest: z.string(),
  plan: outline<Plan>(
    z.looseObject({ format: z.literal(1), steps: z.array(z.looseObject({ id: z.string() })) }),
  ).nullable(),
  refusal: outline<Refusal>(
    z.looseObject({ reasons: z.array(ReasonData), wouldHelp: z.array(ReasonData) }),
  ).nullable(),
  faq: outline<FaqView>(z.looseObject({})),
  timeline: z.array(outline<TimelineStop>(z.looseObject({ version: z.string() }))),
  /** When the facts were looked at, ISO time. */
  lookedAt: z.string(),
  withHost: z.boolean(),
});
/** A plan or a refusal. */
export type PlanView = z.infer<typeof PlanView>;

/** One check of preflight. `subject`: the name or service that was looked at. */
export const PreflightRow = z.object({
  check: z.enum([
    "dns",
    "caa",
    "challenge-path",
    "disk",
    "clock",
    "package-lock",
    "config-test",
    "ca",
    "staging",
    "ports",
  ]),
  subject: z.string().nullable(),
  seenFrom: z.enum(["desktop", "host", "ca"]),
  state: z.enum(["pass", "warn", "fail", "not-checked"]),
  problem: ProblemData.nullable(),
  /** What was seen; null: no more than the state tells. */
  seen: ReasonData.nullable(),
});
/** One check of preflight. */
export type PreflightRow = z.infer<typeof PreflightRow>;

/** One step of a run as it stands. `since`: when it was started, ISO time; `seconds`: how long it took. */
export const StepRow = z.object({
  id: z.string(),
  kind: z.string(),
  who,
  phase: z.int(),
  /** `stays`: its run was taken back, and its effect cannot be. */
  state: z.enum(["pending", "started", "done", "failed", "waiting", "undone", "stays"]),
  evidence: z.string().nullable(),
  seconds: z.number(),
  since: z.string().nullable(),
});
/** One step of a run as it stands. */
export type StepRow = z.infer<typeof StepRow>;

/** Whom a run waits for, with what they have to do; the page makes the message from it. */
export const WaitingData = z.looseObject({
  who,
  step: z.string(),
  what: ReasonData,
  files: z.array(outline<PublishedFile>(z.looseObject({ url: z.string(), content: z.string() }))),
  records: z.array(outline<RecordChange>(z.looseObject({ name: z.string(), type: z.string() }))),
  /** Addresses of files that are to go. */
  retires: z.array(z.string()),
  /** Host whose website needs a certificate that others accept. */
  renews: z.string().nullable(),
  seconds: z.number().nullable(),
  check: ReasonData.nullable(),
});

/** The certificate that a run left. */
export const CertificateData = z.looseObject({
  names: z.array(z.string()),
  issuer: z.string().nullable(),
  notAfter: z.string().nullable(),
  fingerprint: z.string().nullable(),
  servedFingerprint: z.string().nullable(),
});

/** What stands in the log of a run: one thing that happened. */
export const LogLine = z.object({
  seq: z.int(),
  at: z.string(),
  event: z.string(),
  step: z.string().nullable(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
/** What stands in the log of a run. */
export type LogLine = z.infer<typeof LogLine>;

/** A step whose effect stays, and why: a code under `reasons` in the words. */
export const StaysData = z.object({
  step: z.string(),
  code: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** How a run of the wizard stands: from asking for the approval to its end. */
export const ApplyState = z.object({
  /** Counts up with whatever changes: of two states of one engine the higher one is the newer. */
  seq: z.int(),
  stage: z.enum(["idle", "looking", "approving", "running", "stopping", "ended"]),
  kind: z.enum(["apply", "resume", "undo", "renew"]),
  /** What the run is that was begun, gone on with or taken back. */
  of: z.enum(["apply", "renew"]),
  name: z.string().nullable(),
  run: z.string().nullable(),
  /** What stands of the same name besides this run: its newest run, and changes by Homeport. */
  earlier: z.object({ run: z.string().nullable(), changes: z.int() }),
  digest: z.string().nullable(),
  /** Machines that must be signed in to for going on with it or taking it back. */
  needs: z.array(MachineName),
  began: z.string().nullable(),
  /** The step that is being carried out. */
  step: z.string().nullable(),
  steps: z.array(StepRow),
  /** Steps by Homeport that are done now: what the promise line counts. */
  changes: z.int(),
  outcome: outcome.nullable(),
  problems: z.array(ProblemData),
  waiting: WaitingData.nullable(),
  certificate: CertificateData.nullable(),
  report: ReportData.nullable(),
  /** Where people log in; null where that was not looked at. */
  login: outline<NonNullable<CheckReport["client"]>>(z.looseObject({})).nullable(),
  restored: z.array(z.looseObject({ path: z.string() })),
  /** What no undoing takes back, by the step that did it. */
  irreversible: z.array(StaysData),
  roundTrips: z.number(),
  /** Where the approval waits: a dialog, a page that the server opened, or a page whose address stands in the terminal. */
  approvalAt: z.enum(["dialog", "browser", "terminal"]).nullable(),
  /** While somebody is waited for: each thing that they have to do, whether it is there, and when that was looked at. */
  watched: z.array(z.object({ what: z.string(), there: z.boolean(), at: z.string() })),
  log: z.array(LogLine),
});
/** How a run of the wizard stands. */
export type ApplyState = z.infer<typeof ApplyState>;

/** One server on the home screen, from the newest run of its name that was not taken back. */
export const HomeRow = z.object({
  name: z.string(),
  run: z.string(),
  state: runState,
  kind: z.enum(["apply", "renew"]),
  at: z.string(),
  certificate: CertificateData.nullable(),
  /** 0 to 1; null where no certificate was left or its dates are not known. */
  lifeLeftShare: z.number().nullable(),
  host: z.string().nullable(),
});

/** One run in the history. */
export const HistoryRow = z.object({
  run: z.string(),
  name: z.string(),
  kind: z.enum(["apply", "renew"]),
  at: z.string(),
  state: runState,
  digest: z.string(),
  steps: z.number(),
});

/** What a run did and how to undo it, as it was kept. */
export const ReceiptData = z.looseObject({
  run: z.string(),
  name: z.string(),
  outcome: outcome.nullable(),
  steps: z.array(z.looseObject({ id: z.string() })),
});
