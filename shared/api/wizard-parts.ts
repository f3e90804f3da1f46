import { z } from "zod";
import type { Answers } from "../answers/answers.ts";
import { ERAS } from "../domain/era.ts";
import type { Reason } from "../plan/plan.ts";
import { FEDERATION_CODES, OWN_CODES } from "../problems/codes.ts";
import type { Problem } from "../problems/problem.ts";

/**
 * A schema that checks the outline of a value which our own engine made and hands it on as it is; its
 * type is the one that `shared/` already has. For output only: what comes in is read in full.
 */
export function outline<T>(shape: z.ZodType): z.ZodType<T> {
  return z.custom<T>((value) => shape.safeParse(value).success);
}

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const values = z.record(z.string(), scalar);

/** A problem as data; the page makes sentences of its code. */
export const ProblemData: z.ZodType<Problem> = z.object({
  code: z.enum([...FEDERATION_CODES, ...OWN_CODES]),
  severity: z.enum(["error", "warning", "info"]),
  seenFrom: z.enum(["desktop", "host", "ca"]),
  data: values,
  evidence: z.string().nullable(),
});

/** A reason as data: a key under `reasons.` in the words. */
export const ReasonData: z.ZodType<Reason> = z.object({ code: z.string(), data: values });

/** Server name as a person types it; the engine reads it. */
export const TypedName = z.string().max(300);
/** Id of a run. */
export const RunId = z.string().max(128);
/** SHA-256 in hex. */
export const DigestText = z.string().max(64);

const control = z.enum(["me", "other", "nobody"]);

/** Answers as the page sends them; an absent key was not answered. */
export const AnswersInput: z.ZodType<Answers, Answers> = z.strictObject({
  audience: z.array(z.enum(ERAS)).min(1).max(4).exactOptional(),
  web: control.exactOptional(),
  dns: control.exactOptional(),
  delegate: z.enum(["auto", "none", "well-known", "srv"]).exactOptional(),
  delegatedName: z.string().max(255).exactOptional(),
  port: z.int().min(1).max(65_535).exactOptional(),
  proxy: z.enum(["auto", "none", "nginx", "apache", "caddy", "haproxy", "other"]).exactOptional(),
  certificate: z.enum(["acme", "own", "existing"]).exactOptional(),
  keepSrv: z.enum(["auto", "yes", "no"]).exactOptional(),
  clients: z.enum(["yes", "no"]).exactOptional(),
});

/** The stations of the wizard, in their order. */
export const STATIONS = [
  "home",
  "name",
  "host",
  "questions",
  "plan",
  "preflight",
  "apply",
  "proof",
] as const;
/** One station of the wizard. */
export type Station = (typeof STATIONS)[number];

/** How somebody shows a machine who they are. `practice`: the key of the practice world. */
export const LOGIN_METHODS = [
  "auto",
  "agent",
  "key",
  "password",
  "interactive",
  "practice",
] as const;

/** Which machine: the homeserver's or the website's. */
export const MachineName = z.enum(["host", "web"]);
/** Which machine: the homeserver's or the website's. */
export type MachineName = z.infer<typeof MachineName>;

/** A login as it is kept: no secret in it. `root` is the folder that the website serves. */
export const LoginDraft = z.strictObject({
  host: z.string().max(255),
  port: z.int().min(1).max(65_535).nullable(),
  user: z.string().max(64).nullable(),
  method: z.enum(LOGIN_METHODS),
  root: z.string().max(1024).nullable(),
});
/** A login as it is kept: no secret in it. */
export type LoginDraft = z.infer<typeof LoginDraft>;

/** What the page itself wants to find again (which question, which era); plain values, small. */
export const PageMemory = z
  .record(z.string().max(64), scalar)
  .refine((memory) => Object.keys(memory).length <= 50 && JSON.stringify(memory).length <= 20_000);

/** What a person has entered so far; it survives closing the window. `withHost`: null until decided, false: "no SSH". */
export const Draft = z.object({
  station: z.enum(STATIONS),
  name: z.string().nullable(),
  withHost: z.boolean().nullable(),
  host: LoginDraft.nullable(),
  web: LoginDraft.nullable(),
  answers: AnswersInput,
  page: PageMemory,
  /** The run that this draft has led to; null before apply. */
  run: z.string().nullable(),
});
/** What a person has entered so far. */
export type Draft = z.infer<typeof Draft>;

/** A change to the draft: the keys that are there are set. `answers` and `page` are replaced whole. */
export const DraftChange = z.strictObject({
  station: z.enum(STATIONS).exactOptional(),
  name: TypedName.nullable().exactOptional(),
  withHost: z.boolean().nullable().exactOptional(),
  host: LoginDraft.nullable().exactOptional(),
  web: LoginDraft.nullable().exactOptional(),
  answers: AnswersInput.exactOptional(),
  page: PageMemory.exactOptional(),
});
/** A change to the draft. */
export type DraftChange = z.infer<typeof DraftChange>;

/** A machine that is logged in to now. `target` is `user@host:port`. */
export const Connected = z.object({
  target: z.string(),
  hostKey: z.string(),
  user: z.string(),
  since: z.string(),
  /** The sign-in is in the system's keychain and will be there at the next start. */
  kept: z.boolean(),
});

/** What a machine asks at login (keyboard-interactive, RFC 4256). `echo`: what is typed may be seen. */
const MachinePrompt = z.object({
  id: z.string(),
  machine: MachineName,
  name: z.string(),
  instruction: z.string(),
  questions: z.array(z.object({ text: z.string(), echo: z.boolean() })),
});
/** What a machine asks at login. */
export type MachinePrompt = z.infer<typeof MachinePrompt>;

/** The state of the wizard: the draft, and what this process has open. */
export const WizardState = z.object({
  draft: Draft,
  practice: z.boolean(),
  /** Real machines may not be touched: we run as root without `--as-root`. */
  practiceOnly: z.boolean(),
  connected: z.object({ host: Connected.nullable(), web: Connected.nullable() }),
  /** The question of a machine that waits for a person, wherever the login was needed. */
  prompt: MachinePrompt.nullable(),
});
/** The state of the wizard. */
export type WizardState = z.infer<typeof WizardState>;
