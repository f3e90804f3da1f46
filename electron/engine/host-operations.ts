import type { Result } from "../../shared/domain/result.ts";
import type { Problem } from "../../shared/problems/problem.ts";

/**
 * The closed catalogue of what is asked of a host (design section 4). Each has its arguments and its
 * typed result; the SSH adapter carries it as `sh -c SCRIPT NAME ARGS…`, practice answers by NAME.
 * Every operation can be repeated: a second run finds the work done and says so in its result.
 */
export interface HostOperations {
  /** A whole read-only look at the machine, as raw text in named sections; parsed by `shared/facts`. One round trip. */
  survey: {
    input: { readonly serverName: string };
    output: { readonly sections: { readonly [name: string]: string } };
  };
  /** Text of a file, at most 1 MiB; null: absent. */
  "read-file": { input: { readonly path: string }; output: { readonly content: string | null } };
  /** What is at a path; null: nothing. Does not follow a link. */
  stat: { input: { readonly path: string }; output: { readonly entry: StatEntry | null } };
  /**
   * Takes the one lock of this machine for a process that works on a run. `holder` is the run that has
   * it, `computer` the name of the computer that it was begun on (empty: not known), `ageSeconds` for how
   * long it has had it by the host's clock. The same run with another nonce is another process:
   * it gets the lock only by `takeOver`, which is for a process that is known to be dead.
   */
  lock: {
    input: LockClaim & { readonly takeOver?: boolean; readonly computer?: string };
    output: {
      readonly taken: boolean;
      readonly holder: string;
      readonly sameRun: boolean;
      readonly computer: string;
      readonly ageSeconds: number;
    };
  };
  /** Gives the lock back where this process has it. */
  unlock: { input: LockClaim; output: Done };
  /**
   * Keeps PATH as it is now under `/var/lib/homeport/runs/RUN/backup/` (0600, bytes, owner, mode, or
   * "absent"), before its first change; a later call for the same path changes nothing.
   */
  backup: {
    input: { readonly run: string; readonly path: string };
    output: { readonly existed: boolean };
  };
  /**
   * Writes a file atomically: exclusive random name in the same folder, fsync, rename. Missing folders
   * are made 0755 root and noted for the undo. Refuses where the folder or the target is a link.
   * Content travels on standard input.
   */
  "write-file": {
    input: {
      readonly run: string;
      readonly path: string;
      readonly content: string;
      readonly mode: string;
      readonly owner: string;
    };
    output: { readonly sha256: string; readonly changed: boolean };
  };
  /**
   * Takes one path back to what `backup` kept, or removes it; folders that were made are removed when
   * empty. `sha256` and `existed` are of what stands there now; `kept` is what the host has on record of
   * the path for this run, `none`: nothing, so nothing was changed. `runKnown`: it has a folder of the run.
   */
  restore: {
    input: { readonly run: string; readonly path: string };
    output: {
      readonly sha256: string | null;
      readonly existed: boolean;
      readonly kept: "file" | "absent" | "none";
      readonly runKnown: boolean;
    };
  };
  /** Makes an EC or RSA key (0600 root) as PATH/privkey.pem.new unless there is one, and answers a CSR in PEM for the names. */
  "order-key": {
    input: {
      readonly run: string;
      readonly path: string;
      readonly names: readonly string[];
      readonly keyType: "ec256" | "ec384" | "rsa2048";
    };
    output: { readonly csr: string };
  };
  /** Puts a chain beside its key: `fullchain.pem`, `privkey.pem` (the .new key becomes live). Refuses where they do not belong together. */
  "install-certificate": {
    input: {
      readonly run: string;
      readonly path: string;
      readonly chain: string;
      readonly reader: string | null;
    };
    output: { readonly fingerprint: string };
  };
  /** Makes ADDRESS port 80 answer one challenge until `challenge-stop`, or until 300 s have passed or the connection is gone. */
  "challenge-start": {
    input: {
      readonly run: string;
      readonly by: "web-server" | "responder";
      readonly token: string;
      readonly keyAuthorization: string;
    };
    output: Done;
  };
  "challenge-stop": {
    input: {
      readonly run: string;
      readonly by: "web-server" | "responder";
      readonly token: string;
    };
    output: Done;
  };
  /** Runs the service's own config test; output is masked and cut to 4 KiB. */
  "test-config": {
    input: { readonly service: "synapse" | "nginx" };
    output: { readonly passed: boolean; readonly output: string };
  };
  /** State of a unit. */
  "service-state": { input: { readonly unit: string }; output: ServiceState };
  /** Starts, restarts, reloads, stops; `hup` is SIGHUP to the main process. Answers when systemd does. */
  "control-service": {
    input: {
      readonly unit: string;
      readonly action: "start" | "restart" | "reload" | "hup" | "stop" | "start-no-wait";
    };
    output: { readonly accepted: boolean; readonly output: string };
  };
  /** Waits on the host until all PORTS listen and the unit stays active for 2 s, at most SECONDS. */
  "wait-listening": {
    input: { readonly unit: string; readonly ports: readonly number[]; readonly seconds: number };
    output: { readonly up: boolean; readonly listening: readonly number[]; readonly log: string };
  };
  /**
   * Sets the package's answer for Synapse's server name and marks it as seen; answers the old one (null:
   * none). Set to the old one it gets the old mark too.
   */
  "set-debconf-name": {
    input: { readonly run: string; readonly serverName: string | null };
    output: { readonly before: string | null };
  };
  /** Adds a line to the host's journal of a run (`/var/lib/homeport/runs/RUN/journal`), before an effect and after it. */
  note: { input: { readonly run: string; readonly entry: HostNote }; output: Done };
  /** The host's journal of a run: step ids and hashes only are believed. */
  "read-notes": {
    input: { readonly run: string };
    output: { readonly notes: readonly HostNote[] };
  };
  /** One GET from the host itself, loopback only, 10 s, 64 KiB. */
  "fetch-local": {
    input: { readonly port: number; readonly path: string; readonly hostHeader: string };
    output: { readonly status: number; readonly body: string };
  };
  /**
   * Removes our traces: `/var/lib/homeport/runs/RUN` stays; temporary files of the run, halves of a
   * certificate that was being put live and answers to challenges go. For a run that is at its end.
   */
  tidy: { input: { readonly run: string }; output: Done };
}

/** A process that works on a run; `nonce` is its own, absent: all of them are one. */
export interface LockClaim {
  readonly run: string;
  readonly nonce?: string;
}

/** Nothing but that it is done. */
export interface Done {
  readonly done: true;
}

/** What stands at a path. `mode` is octal text such as `0644`. */
export interface StatEntry {
  readonly kind: "file" | "folder" | "link" | "other";
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
  readonly size: number;
  readonly sha256: string | null;
}

/** A unit as systemd sees it. */
export interface ServiceState {
  readonly active: string;
  readonly sub: string;
  readonly enabled: boolean;
  readonly canReload: boolean;
  readonly mainPid: number;
}

/** One line of the host's journal. */
export interface HostNote {
  readonly step: string;
  readonly event: "started" | "done" | "undone";
  readonly hash: string;
}

/** Name of an operation. */
export type OperationName = keyof HostOperations;

/**
 * An open login on one machine. Must be closed. `run` never throws for what the host does; a lost
 * connection, a refused sudo or a failed script is a problem.
 */
export interface HostConnection {
  readonly hostKey: string;
  readonly user: string;
  /** Round trips of the SSH connection so far. */
  roundTrips(): number;
  run<N extends OperationName>(
    name: N,
    input: HostOperations[N]["input"],
  ): Promise<Result<HostOperations[N]["output"], Problem>>;
  close(): Promise<void>;
}
