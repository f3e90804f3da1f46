import { z } from "zod";
import type { Problem } from "../problems/problem.ts";
import {
  AnswersInput,
  DigestText,
  DraftChange,
  LOGIN_METHODS,
  MachineName,
  ProblemData,
  RunId,
  TypedName,
  WizardState,
} from "./wizard-parts.ts";
import {
  ApplyState,
  ConnectOutcome,
  HistoryRow,
  HomeRow,
  LoginSuggestion,
  PlanView,
  PreflightRow,
  QuestionsView,
  ReceiptData,
  ReportData,
} from "./wizard-views.ts";

/** No input. */
const nothing = z.strictObject({});
/** No secret that a person types is longer; a key file neither (characters). */
const secret = z.string().max(65_536);

/**
 * What a login is made with. Secrets stay in the engine's memory for this process, with `keep` also in
 * the system's keychain where there is one, and are never given back.
 */
const ConnectInput = z.strictObject({
  machine: MachineName,
  host: z.string().min(1).max(255),
  /** Null: 22, or as `~/.ssh/config` says. */
  port: z.int().min(1).max(65_535).nullable(),
  user: z.string().max(64).nullable(),
  /** `auto`: agent and the user's usual keys. `interactive`: the machine's own questions come as `prompt` events. */
  method: z.enum(LOGIN_METHODS),
  /** The content of a private key file; only with `key`. */
  key: secret.nullable(),
  passphrase: secret.nullable(),
  password: secret.nullable(),
  sudoPassword: secret.nullable(),
  /** The folder that the website serves; only with `web`. */
  root: z.string().max(1024).nullable(),
  /** Keep this sign-in in the keychain, for the next start; nothing happens where there is none. */
  keep: z.boolean().exactOptional(),
});

/** Links that the page may ask to open; it never sends an address. */
export const LINK_IDS = ["lets-encrypt-terms", "matrix-specification", "synapse-manual"] as const;

/**
 * Every method: what goes in (read strictly) and what comes out. The handlers are complete by type over
 * it, and so are the names that the preload knows.
 */
export const CONTRACT = {
  "about.get": {
    input: nothing,
    output: z.object({
      version: z.string(),
      mode: z.enum(["desktop", "web", "direct"]),
      /** Version of Electron; null elsewhere. */
      electron: z.string().nullable(),
      node: z.string(),
      platform: z.string(),
      practiceOnly: z.boolean(),
      /** Where secrets can be kept: `keychain`, or `memory` until we end. `backend` says why not the keychain. */
      secrets: z.object({ kept: z.enum(["keychain", "memory"]), backend: z.string().nullable() }),
      /** An SSH agent of this user answers at a known place. */
      agent: z.boolean(),
    }),
  },
  "home.list": { input: nothing, output: z.object({ servers: z.array(HomeRow) }) },
  "wizard.state": { input: nothing, output: WizardState },
  "wizard.answer": { input: DraftChange, output: WizardState },
  /** Begins anew: an empty draft at `home`; logins are closed. A run goes on. */
  "wizard.reset": { input: nothing, output: WizardState },
  /** Looks at a name without any login, as every era of server does. */
  "name.look": {
    input: z.strictObject({ name: TypedName }),
    output: z.object({
      /** As it was read. */
      name: z.string(),
      warnings: z.array(ProblemData),
      report: ReportData,
    }),
  },
  /** Fills in the login fields for the draft's name. */
  "host.suggest": { input: nothing, output: z.object({ logins: z.array(LoginSuggestion) }) },
  "host.connect": { input: ConnectInput, output: ConnectOutcome },
  /** A person has compared the key that `host.connect` showed; connect again after it. */
  "host.acceptKey": {
    input: z.strictObject({
      host: z.string().max(255),
      port: z.int().min(1).max(65_535),
      fingerprint: z.string().max(128),
    }),
    output: z.object({ accepted: z.boolean() }),
  },
  /** Answers a `prompt`; null: none, the login ends. */
  "host.answerPrompt": {
    input: z.strictObject({
      id: z.string().max(64),
      answers: z.array(secret).max(16).nullable(),
    }),
    output: z.object({ taken: z.boolean() }),
  },
  "host.disconnect": { input: z.strictObject({ machine: MachineName }), output: WizardState },
  "questions.open": { input: nothing, output: QuestionsView },
  /** `answers` stand over those of the draft for this look alone (another way, weighed). `fresh`: look again. */
  "plan.make": {
    input: z.strictObject({
      answers: AnswersInput.exactOptional(),
      fresh: z.boolean().exactOptional(),
    }),
    output: PlanView,
  },
  /** Looks whether the DNS records of the plan that was made last are as they are to be; one that goes: whether it is gone. */
  "records.look": {
    input: nothing,
    output: z.object({
      at: z.string(),
      records: z.array(
        z.object({ name: z.string(), type: z.string(), value: z.string(), there: z.boolean() }),
      ),
    }),
  },
  /** The plan as a file: answers and facts, no secret. */
  "plan.save": { input: nothing, output: z.object({ fileName: z.string(), text: z.string() }) },
  /** Opens a saved plan: the draft becomes its, and it is made again from its facts. `changed`: the digest differs from the saved one. */
  "plan.open": {
    input: z.strictObject({ text: z.string().max(8_000_000) }),
    output: z.object({ state: WizardState, view: PlanView, changed: z.boolean() }),
  },
  /** Each row also comes as an event as soon as it is there. */
  "preflight.run": {
    input: nothing,
    output: z.object({ digest: z.string(), checks: z.array(PreflightRow), mayBegin: z.boolean() }),
  },
  /**
   * Plans again and begins where the digest is still that one; the approval is asked outside the page.
   * Comes back at once; `apply` and `log` events tell the rest.
   */
  "apply.start": { input: z.strictObject({ digest: DigestText }), output: ApplyState },
  /** Goes on with a run that waits or was interrupted; null: the draft's. */
  "apply.resume": { input: z.strictObject({ run: RunId.nullable() }), output: ApplyState },
  /** Asks the run to stop after the present operation and to take back what it touched. */
  "apply.stop": { input: nothing, output: ApplyState },
  /** Shows the question of approval once more, where its page was closed; nothing happens where none waits. */
  "apply.askAgain": { input: nothing, output: ApplyState },
  "apply.state": { input: nothing, output: ApplyState },
  /** Takes back a run, or with `all` every run of its name; approval and events as with `apply.start`. */
  "run.undo": {
    input: z.strictObject({ run: RunId, all: z.boolean().optional() }),
    output: ApplyState,
  },
  /** Orders the same certificate once more; approval and events as with `apply.start`. */
  "run.renew": { input: z.strictObject({ name: TypedName }), output: ApplyState },
  "proof.check": {
    input: z.strictObject({ name: TypedName }),
    output: z.object({ at: z.string(), report: ReportData }),
  },
  "receipt.get": {
    input: z.strictObject({ run: RunId }),
    output: z.object({ receipt: ReceiptData }),
  },
  "history.list": {
    input: z.strictObject({ name: TypedName.nullable() }),
    output: z.object({ runs: z.array(HistoryRow) }),
  },
  /** A made-up world inside this computer; its draft and runs stand apart from the real ones. */
  "practice.enter": {
    input: z.strictObject({ journey: z.enum(["a", "b", "c"]).nullable() }),
    output: WizardState,
  },
  "practice.leave": { input: nothing, output: WizardState },
  "link.open": {
    input: z.strictObject({ link: z.enum(LINK_IDS) }),
    output: z.object({ opened: z.boolean() }),
  },
} as const satisfies {
  readonly [method: string]: { readonly input: z.ZodType; readonly output: z.ZodType };
};

/** The name of a method. */
export type MethodName = keyof typeof CONTRACT;
/** What a method takes. */
export type Input<M extends MethodName> = z.input<(typeof CONTRACT)[M]["input"]>;
/** What a method gives. */
export type Output<M extends MethodName> = z.output<(typeof CONTRACT)[M]["output"]>;

/** Errors never cross: a value, or a problem as data. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };
