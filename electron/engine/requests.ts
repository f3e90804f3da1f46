import type { Answers } from "../../shared/answers/answers.ts";
import type { Instant } from "../../shared/domain/instant.ts";
import type { ServerName } from "../../shared/domain/server-name.ts";
import type { World } from "../../shared/facts/world-types.ts";
import type { Facts } from "../../shared/facts/facts.ts";

/** Which CA, and how (`cli.md`, "ACME"). */
export interface AcmeChoice {
  readonly directory: string;
  /** Null: no rehearsal, and the report says so. */
  readonly staging: string | null;
  readonly profile: string | null;
  readonly keyType: "ec256" | "ec384" | "rsa2048";
  readonly email: string | null;
  /** The one challenge to plan with; absent: whichever can be answered. */
  readonly challenge?: "http-01";
}

/** What every command about one name is given. `now` replaces the clock for deciding only. */
export interface NameRequest {
  readonly name: ServerName;
  readonly now: Instant | null;
  /** A login to the homeserver's machine was given. */
  readonly withHost: boolean;
  /** A login to the website's machine was given, and the folder it serves. */
  readonly webRoot: string | null;
}

/**
 * `plan`, `questions`, `apply`: a name and what was answered. `facts` or `world`: offline, instead of
 * looking; at most one of the two.
 */
export interface PlanRequest extends NameRequest {
  readonly answers: Answers;
  readonly facts: Facts | null;
  readonly world?: World | null;
  readonly acme: AcmeChoice;
}

/** `apply` and what it may do. */
export interface ApplyRequest extends PlanRequest {
  /** Digest of the plan file that was approved elsewhere; null: none. */
  readonly planDigest: string | null;
  /** Digest that the person named for approval; null: none was named. */
  readonly approveDigest?: string | null;
  readonly dryRun: boolean;
  /** How long to wait for a person or a cache before ending with *waiting*, in seconds. */
  readonly waitSeconds: number;
  readonly stopAfter: string | null;
  /** Options to find again at resume and undo; no secrets, only paths of secret files. */
  readonly remember: { readonly [option: string]: unknown };
}

/** `resume`: the newest open run unless one is named. */
export interface ResumeRequest {
  readonly run: string | null;
  readonly now: Instant | null;
  readonly waitSeconds: number;
  readonly stopAfter: string | null;
  /** Digest that the person named for approval; null: none was named. */
  readonly approveDigest?: string | null;
}

/** `undo`: a run, or every run of a name, newest first. */
export interface UndoRequest {
  readonly target: string;
  readonly dryRun: boolean;
}

/** `check` and which sides it looks at. */
export interface CheckRequest extends NameRequest {
  readonly answers: Answers;
  readonly client: boolean;
}

/** `renew`: the same certificate once more, by the same path. */
export interface RenewRequest extends NameRequest {
  readonly answers: Answers;
  readonly acme: AcmeChoice;
  readonly dryRun: boolean;
  readonly remember: { readonly [option: string]: unknown };
}
