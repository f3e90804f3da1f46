import type { Instant } from "../../shared/domain/instant.ts";
import type { Result } from "../../shared/domain/result.ts";
import type { HostSeen } from "../../shared/facts/host-seen.ts";
import type { ObservationOf, Query } from "../../shared/facts/observation.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import type { Reason, Step } from "../../shared/plan/plan.ts";
import type { HostConnection } from "./host-operations.ts";

/** Everything outside that the engine needs. Adapters implement it; practice and tests give other ends. */
export interface Ports {
  readonly clock: Clock;
  readonly network: Network;
  readonly hosts: Hosts;
  readonly acme: AcmePort;
  readonly store: Store;
  readonly approve: Approve;
  readonly digest: Digest;
  readonly emit: (event: EngineEvent) => void;
  /** True once the person asked to stop; looked at between effects. */
  readonly stopping: () => boolean;
}

/** The only clock. `sleep` ends early, without failing, when the person asks to stop. */
export interface Clock {
  now(): Instant;
  sleep(milliseconds: number): Promise<void>;
}

/** SHA-256 of a text, as lower-case hex. */
export type Digest = (text: string) => string;

/** Looks at the network from this desktop. Never throws for what the network does; every wait has an end. */
export interface Network {
  /** The user chose the name servers or where to connect (`--dns-server`, `--connect-to`): private addresses are expected. */
  readonly isRerouted?: boolean;
  observe<Q extends Query>(query: Q): Promise<ObservationOf[Q["ask"]]>;
  /** One plain HTTP GET of `http://NAME/PATH` on port 80, following nothing; for the challenge path. */
  fetchPlain(name: string, path: string): Promise<PlainAnswer>;
  /**
   * One HTTPS GET with verified TLS of an absolute URL (redirects followed); for the client API.
   * Certificates are judged at `now`; absent: at the clock's.
   */
  fetchVerified(url: string, now?: Instant): Promise<PlainAnswer>;
}

/** Status and at most 64 KiB of body; `failed` says why nothing came. */
export type PlainAnswer =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly body: string;
      readonly headers: { readonly [name: string]: string };
    }
  | { readonly kind: "failed"; readonly why: string };

/** Logs in to machines. `which` names the homeserver's machine or the website's. */
export interface Hosts {
  connect(which: "host" | "web"): Promise<Result<HostConnection, Problem>>;
  /** What will be logged in to, as shown to people: `user@host:port`; null where no login was given. */
  describe(which: "host" | "web"): string | null;
}

/** A certificate authority, real or staging, behind RFC 8555. */
export interface AcmePort {
  /** Reads the directory; nothing is created. Terms URL null where the CA has none. */
  directory(
    url: string,
  ): Promise<
    Result<{ readonly terms: string | null; readonly profiles: readonly string[] }, Problem>
  >;
  /** Opens an account (agreeing to the terms) whose key is kept in the store; the same one each time. */
  account(url: string, email: string | null): Promise<Result<AcmeAccount, Problem>>;
}

/** An account at one CA. */
export interface AcmeAccount {
  /** Thumbprint of the account key (RFC 8555 section 8.1), base64url. */
  readonly thumbprint: string;
  readonly url: string;
  order(names: readonly string[], profile: string | null): Promise<Result<AcmeOrder, Problem>>;
  /** Takes an order up again by its URL; a problem where the CA no longer knows it. */
  resume(orderUrl: string): Promise<Result<AcmeOrder, Problem>>;
}

/** An order in progress. */
export interface AcmeOrder {
  readonly url: string;
  readonly authorizations: readonly AcmeAuthorization[];
  /** Tells the CA that a challenge is ready and waits until it is judged (at most 90 s). */
  answer(
    authorization: AcmeAuthorization,
    challenge: "http-01" | "dns-01",
  ): Promise<Result<null, Problem>>;
  /** Sends the CSR (PEM), waits for the certificate (at most 90 s), gives the full chain (PEM). */
  finalize(csr: string): Promise<Result<string, Problem>>;
}

/** What must be shown for one name. */
export interface AcmeAuthorization {
  readonly name: string;
  readonly status: "pending" | "valid";
  readonly http01: { readonly token: string; readonly keyAuthorization: string } | null;
  /** Value of the TXT record at `_acme-challenge.NAME`. */
  readonly dns01: { readonly value: string } | null;
}

/**
 * The state folder: one folder a run with its journal and documents. Writes are atomic and synced
 * before they answer; appending a journal line is the promise that the effect may follow.
 */
export interface Store {
  runs(): Promise<readonly string[]>;
  append(run: string, line: object): Promise<void>;
  journal(run: string): Promise<readonly unknown[]>;
  writeDocument(run: string, name: string, document: object): Promise<void>;
  readDocument(run: string, name: string): Promise<unknown>;
  removeRun(run: string): Promise<void>;
  /**
   * Claims a run for this process; null where another living process has it. What a dead process left
   * is taken over. The claim ends with `release`, or with the process.
   */
  claim(run: string): Promise<Claim | null>;
  /** Path to show to people. */
  pathOf(run: string): string;
  /** A fresh run id: sortable by time, unguessable at its end. */
  newRun(now: Instant): string;
}

/** A run that this process alone works on. */
export interface Claim {
  /** Random; tells this process's locks from those of another one that worked on the same run. */
  readonly nonce: string;
  /** Name of this computer, for whoever meets the lock from another one; letters, digits, `.`, `_` and `-`. */
  readonly computer: string;
  release(): Promise<void>;
}

/** What a person approves: shown outside the page, with the digest. */
export interface ApprovalRequest {
  readonly digest: string;
  readonly name: string;
  readonly machines: readonly ApprovedMachine[];
  readonly changes: number;
  readonly terms: string | null;
  readonly certificateNames: readonly string[];
  /** Every step of the plan that is to be carried out. */
  readonly steps?: readonly Step[];
  /** Who is cut off on the way. */
  readonly consents?: readonly Reason[];
  /** What is taken back, in this order; such a request makes nothing new. */
  readonly undo?: readonly TakenBack[];
  /** What such an undo cannot take back. */
  readonly stays?: readonly Reason[];
}

/** A machine that is changed once it is approved, with the key that it showed; null: not known. */
export interface ApprovedMachine {
  /** `user@host:port`. */
  readonly target: string;
  readonly hostKey: string | null;
  /** How commands become root's there. */
  readonly sudo: HostSeen["sudo"];
}

/** One thing that an undo puts back. */
export interface TakenBack {
  readonly machine: string;
  readonly path?: string | undefined;
  readonly unit?: string | undefined;
}

/** Asks for approval; gives how it was given, or null where it was not. */
export type Approve = (
  request: ApprovalRequest,
) => Promise<"prompt" | "flag" | "digest" | "dialog" | null>;

/** One thing that happened, for progress lists and `--events`. */
export interface EngineEvent {
  readonly event:
    | "looking"
    | "looked"
    | "started"
    | "operation"
    | "done"
    | "found-done"
    | "failed"
    | "waiting"
    | "undoing"
    | "undone"
    | "outcome";
  readonly step: string | null;
  readonly data: { readonly [key: string]: string | number | boolean | null };
}
