import type { Answers } from "../answers/answers.ts";
import type { Control, ProxyKind } from "../domain/control.ts";
import type { Era } from "../domain/era.ts";
import type { Instant } from "../domain/instant.ts";
import type { ServerName } from "../domain/server-name.ts";
import type { HostSeen, SynapseListener } from "../facts/host-seen.ts";
import type { Observe } from "../facts/observation.ts";
import type { WebHostSeen } from "../facts/facts.ts";
import type { ProblemData } from "../problems/problem.ts";
import type { ErasView } from "../resolve/route.ts";

/** Everything a plan is made from. Same input, same plan, to the byte. */
export interface PlanInput {
  readonly name: ServerName;
  readonly answers: Answers;
  readonly observe: Observe;
  readonly host: HostSeen | null;
  readonly web: WebHostSeen | null;
  readonly control: ControlFacts;
  readonly now: Instant;
}

/** What is under whose hands, where the facts (a world file, a second SSH target) tell. Answers win over it. */
export interface ControlFacts {
  readonly web: Control;
  readonly dns: Control;
  /** Exactly these names can get a certificate; null: worked out from addresses and control. */
  readonly certificateFor: readonly string[] | null;
  /** Challenges that can be answered; absent: both. */
  readonly challenges?: readonly ("http-01" | "dns-01")[];
  /** What the authority calls itself in CAA records; absent: not known. */
  readonly caaIdentities?: readonly string[];
  /** Ports that can be opened although packets vanish there today. */
  readonly ports: readonly number[];
}

/** How others are led to the server. */
export type DelegationMethod = "none" | "well-known" | "srv" | "explicit-port" | "ip-literal";

/** A text in the words by its key, with the values it names. Drivers turn it into a sentence. */
export interface Reason {
  /** Key under `reasons.` in the words. */
  readonly code: string;
  readonly data: ProblemData;
}

/** A plan: data only, no secret, no clock. `digest` is made from it by `canonicalPlan`. */
export interface Plan {
  readonly format: 1;
  readonly serverName: string;
  readonly hostKey: string | null;
  readonly recommended: DelegationMethod;
  readonly delegation: Delegation;
  readonly audience: readonly Era[];
  readonly certificate: CertificatePlan | null;
  readonly publish: Publish;
  readonly steps: readonly Step[];
  readonly alternatives: readonly Alternative[];
  readonly reasons: readonly Reason[];
  /**
   * Who is cut off on the way, for how long, and why no bridge helps; and what else somebody may lose.
   * The approval shows them.
   */
  readonly consents: readonly Reason[];
  readonly eras: PlanEras;
}

/** The chosen delegation. */
export interface Delegation {
  readonly method: DelegationMethod;
  /** Host that peers are led to; the server name's own host where nothing is delegated. */
  readonly delegatedName: string;
  readonly port: number;
}

/** The certificate that a plan touches. */
export interface CertificatePlan {
  readonly names: readonly string[];
  /** Null where none is ordered. */
  readonly challenge: "http-01" | "dns-01" | null;
  readonly issuer: "acme" | "own" | "existing";
  /** Folder on the host, `/etc/homeport/tls/NAME`. */
  readonly path: string;
}

/** What ends up published. Records of change `keep` are shown too. */
export interface Publish {
  readonly wellKnownServer: { readonly "m.server": string } | null;
  readonly wellKnownClient: { readonly "m.homeserver": { readonly base_url: string } } | null;
  readonly records: readonly RecordChange[];
}

/** One DNS record and what happens to it. */
export interface RecordChange {
  readonly name: string;
  readonly type: "A" | "AAAA" | "SRV" | "CAA" | "TXT" | "CNAME";
  readonly ttl: number;
  readonly value: string;
  readonly change: "add" | "keep" | "change" | "remove";
}

/** Another way that was weighed. */
export interface Alternative {
  readonly method: DelegationMethod;
  readonly cost: readonly Reason[];
  /** Empty where it is possible. */
  readonly blockedBy: readonly Reason[];
}

/** A refusal is a normal answer: why no plan leads there, and what would make one possible. */
export interface Refusal {
  readonly reasons: readonly Reason[];
  readonly wouldHelp: readonly Reason[];
  readonly alternatives: readonly Alternative[];
  readonly eras: PlanEras;
}

/** The time view that goes with a plan: now, after each step by its id, and at the end. */
export interface PlanEras {
  readonly now: ErasView;
  readonly afterStep: { readonly [step: string]: ErasView };
  readonly end: ErasView;
}

/** Who carries a step out. */
export type Who = "homeport" | "you" | "other";

interface StepBase {
  readonly id: string;
  readonly who: Who;
  /** From 1; a phase ends where somebody else or a cache is waited for. */
  readonly phase: number;
  readonly needs: readonly string[];
  readonly reason: Reason;
  /** What is there before and after, as text that may be shown; null: nothing, or nothing to show. */
  readonly before: string | null;
  readonly after: string | null;
  /** How long others may keep the old answer, in seconds. */
  readonly visibleAfterSeconds: number;
  /** How it is taken back; null where it cannot be, and `irreversible` says why. */
  readonly undo: Reason | null;
  readonly irreversible: Reason | null;
  /** What shows that it is done. */
  readonly check: Reason | null;
}

/** One step of a plan. The union grows; every switch over `kind` ends in `assertNever`. */
export type Step =
  | WriteFileStep
  | OrderKeyStep
  | ObtainCertificateStep
  | PublishFileStep
  | DnsRecordStep
  | ControlServiceStep
  | AskPersonStep
  | WaitStep
  | ProveStep;

/** Puts one file of our own on the host (or the package's server name with its debconf answer). */
export interface WriteFileStep extends StepBase {
  readonly kind: "write-file";
  readonly file: FileToWrite;
}

/** What a written file is, which decides how it is written and tested. */
export type FileToWrite =
  | {
      readonly what: "synapse-config";
      readonly path: string;
      readonly content: string;
      readonly opens: readonly SynapseListener[];
    }
  | {
      readonly what: "synapse-server-name";
      readonly path: string;
      readonly content: string;
      readonly serverName: string;
      readonly debconf: boolean;
    }
  | {
      readonly what: "nginx-site";
      readonly path: string;
      readonly content: string;
      readonly opens: readonly ProxyRoute[];
      readonly documents: readonly PublishedFile[];
    }
  /** For proxies that a person changes by hand: the snippet, live once the person says so. */
  | {
      readonly what: "proxy-snippet";
      readonly brand: ProxyKind;
      readonly path: string;
      readonly content: string;
      readonly opens: readonly ProxyRoute[];
      readonly documents: readonly PublishedFile[];
    };

/** What a proxy file makes answer: names, port, TLS or not, and where it leads (null: only the challenge). */
export interface ProxyRoute {
  readonly names: readonly string[];
  readonly port: number;
  readonly tls: boolean;
  readonly upstreamPort: number | null;
}

/** Makes a private key on the host, which never leaves it. */
export interface OrderKeyStep extends StepBase {
  readonly kind: "order-key";
  readonly names: readonly string[];
  readonly path: string;
}

/** Orders a certificate: rehearsal at the staging CA first, then the real one. */
export interface ObtainCertificateStep extends StepBase {
  readonly kind: "obtain-certificate";
  readonly names: readonly string[];
  readonly path: string;
  /** `own`: the person's files are put there instead of an order; `challenge` means nothing then. */
  readonly issuer: "acme" | "own";
  readonly challenge: "http-01" | "dns-01";
  /** How HTTP-01 is answered: by files that the host's web server serves, or by a responder on free port 80. */
  readonly answerBy: "web-server" | "responder";
  /** User that may read the key besides root; null: root alone. */
  readonly keyReader: string | null;
}

/** Puts a `.well-known` file on a web server under our hands. */
export interface PublishFileStep extends StepBase {
  readonly kind: "publish-file";
  readonly on: "web" | "host";
  readonly files: readonly PublishedFile[];
}

/** A `.well-known` file and where others see it. */
export interface PublishedFile {
  readonly path: string;
  readonly url: string;
  readonly content: string;
  readonly headers: { readonly [name: string]: string };
}

/** A DNS record to add, change or remove. */
export interface DnsRecordStep extends StepBase {
  readonly kind: "dns-record";
  readonly record: RecordChange;
}

/** Starts, restarts or reloads a service; its config is tested first. */
export interface ControlServiceStep extends StepBase {
  readonly kind: "control-service";
  readonly service: "synapse" | "nginx";
  readonly unit: string;
  readonly action: "start" | "restart" | "reload";
  /** Ports that answer afterwards, waited for. */
  readonly opens: readonly number[];
}

/** Something another person has to do, with a message to send and a check that turns green by itself. */
export interface AskPersonStep extends StepBase {
  readonly kind: "ask-person";
  readonly files: readonly PublishedFile[];
  readonly records: readonly RecordChange[];
  /** Ports to let through to the host; empty mostly. */
  readonly ports: readonly number[];
  /** Files to take away, so that nothing is found at their address any more; absent: none. */
  readonly retires?: readonly RetiredFile[];
  /** Host whose website has to get a certificate that others accept; absent: none. */
  readonly renews?: string;
}

/** A file that is to go, and where others see it. */
export type RetiredFile = Pick<PublishedFile, "path" | "url">;

/** Waits until old answers have died. */
export interface WaitStep extends StepBase {
  readonly kind: "wait";
  readonly seconds: number;
}

/** Proves from outside that peers reach the server. */
export interface ProveStep extends StepBase {
  readonly kind: "prove";
  readonly what: "endpoint" | "federation";
}
