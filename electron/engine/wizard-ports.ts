import type { Output } from "../../shared/api/contract.ts";
import type { WizardEvent } from "../../shared/api/events.ts";
import type { LoginDraft, MachineName } from "../../shared/api/wizard-parts.ts";
import type { NameRefusal, ServerName } from "../../shared/domain/server-name.ts";
import type { Result } from "../../shared/domain/result.ts";
import type { PublishedFile, RecordChange } from "../../shared/plan/plan.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import type { HostConnection } from "./host-operations.ts";
import type { ApprovalRequest, Clock, Ports } from "./ports.ts";
import type { AcmeChoice } from "./requests.ts";

/** Everything outside that the wizard needs. The drivers implement it; the engine knows no more of them. */
export interface WizardPorts {
  readonly about: Omit<Output<"about.get">, "practiceOnly">;
  /** Real machines may not be touched. */
  readonly practiceOnly: boolean;
  readonly drafts: DraftStore;
  /** The system's keychain; null where there is none that is real. */
  readonly vault: SignInVault | null;
  readonly now: () => number;
  /** An unguessable id. */
  readonly newId: () => string;
  /** Opens the real world, or the practice world; `fresh`: as it was at first. */
  readonly openWorld: (which: WorldKind, fresh: boolean) => Promise<Result<WizardWorld, Problem>>;
  readonly readName: (
    typed: string,
  ) => Result<{ readonly name: ServerName; readonly warnings: readonly Problem[] }, NameRefusal>;
  /** Asks outside the page. `cancelled`: the question has become moot and goes away. */
  readonly approve: (request: ApprovalRequest, asking: Asking) => Promise<boolean>;
  readonly emit: (event: WizardEvent) => void;
  readonly openLink: (link: string) => Promise<boolean>;
  /**
   * What is said of something that was thrown: the problem that a store threw on purpose (no space, no
   * right), or `bug`; that is kept where only the user can read it, and nothing of it crosses. Never rejects.
   */
  readonly problemOf: (thrown: unknown) => Promise<Problem>;
}

/** How an approval is asked. */
export interface Asking {
  readonly cancelled: AbortSignal;
  readonly practice: boolean;
  /** What is asked for: to carry out, to take back, to renew. */
  readonly kind: "apply" | "resume" | "undo" | "renew";
  /** Told where the question waits, once it is there; `again` shows it once more, where that can be. */
  readonly shown: (where: "dialog" | "browser" | "terminal", again?: AskAgain) => void;
}

/** Shows a question that waits once more, and tells where. */
export type AskAgain = () => Promise<"browser" | "terminal">;

/** The real world or the embedded one. */
export type WorldKind = "real" | "practice";

/** Keeps the drafts, so that the wizard goes on where it was. Nothing secret is in them. */
export interface DraftStore {
  read(): Promise<unknown>;
  write(drafts: object): Promise<void>;
}

/** Keeps sign-ins in the system's keychain, one for each machine of the draft. Nothing here throws. */
export interface SignInVault {
  /** Null where nothing is kept or the keychain does not give it. */
  read(machine: MachineName): Promise<string | null>;
  /** False where the keychain would not take it. */
  keep(machine: MachineName, text: string): Promise<boolean>;
  forget(machine: MachineName): Promise<void>;
}

/** A world that is open: the ports that need no person, and its logins. */
export interface WizardWorld extends Pick<Ports, "network" | "acme" | "store" | "digest"> {
  readonly kind: WorldKind;
  /** A clock whose sleeps end early once `stop` is aborted. */
  readonly clock: (stop: AbortSignal) => Clock;
  readonly acmeChoice: AcmeChoice;
  /** Options that the command line needs to find the same world again at resume and undo. */
  readonly remember: { readonly [option: string]: readonly string[] };
  readonly suggest: (name: string) => readonly LoginSuggestion[];
  readonly describe: (login: LoginDraft) => string;
  readonly login: (attempt: LoginAttempt) => Promise<Result<HostConnection, Problem>>;
  /** Names of the practice world's journeys; empty in the real world. */
  readonly journeys: { readonly [journey: string]: string };
  /** In practice: plays whoever is waited for, and does what they were asked for. Null: there are real people. */
  readonly otherPerson: ((asked: AskedOfOther) => Promise<void>) | null;
  readonly close: () => Promise<void>;
}

/** What somebody was asked to put where others look. */
export interface AskedOfOther {
  readonly files: readonly PublishedFile[];
  readonly records: readonly RecordChange[];
}

/** A login to fill in the fields with. */
export type LoginSuggestion = Output<"host.suggest">["logins"][number];

/** What one login is made with. */
export interface LoginAttempt {
  readonly machine: MachineName;
  readonly login: LoginDraft;
  readonly secrets: LoginSecrets;
  /** Tells whether a person has compared this key and taken it. */
  readonly isAccepted: (host: string, port: number, fingerprint: string) => boolean;
  readonly ask: (asked: {
    readonly name: string;
    readonly instruction: string;
    readonly questions: readonly { readonly text: string; readonly echo: boolean }[];
  }) => Promise<readonly string[] | null>;
}

/** Secrets of a login, in memory until we end; in the keychain where a person asked for it. */
export interface LoginSecrets {
  readonly key: string | null;
  readonly passphrase: string | null;
  readonly password: string | null;
  readonly sudoPassword: string | null;
}
