import { appendFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { killGroup, type Finished } from "./exec.ts";
import type { Lab } from "./lab.ts";
import type { Machine } from "./machine.ts";
import { addresses, checkout, places } from "./places.ts";

/** A file that another person is asked to serve. */
export interface AskedFile {
  readonly url: string;
  readonly content: string;
}

/** The JSON document of a command, as far as the lab reads it (the command-line contract's keys). */
export interface Answer {
  readonly exit: number;
  readonly outcome?: string | null;
  readonly run?: string | null;
  readonly digest?: string | null;
  readonly roundTrips?: number;
  readonly steps?: readonly { readonly id: string; readonly state: string }[];
  readonly verdict?: string;
  readonly waiting?: {
    readonly file?: AskedFile | null;
    readonly files?: readonly AskedFile[];
    readonly [key: string]: unknown;
  } | null;
  readonly certificate?: { readonly [key: string]: unknown } | null;
  readonly problems: readonly {
    readonly code: string;
    readonly severity: string;
    readonly title: string;
    readonly next: string;
  }[];
  readonly [key: string]: unknown;
}

/** One line of `--events`. */
export interface EventLine {
  readonly event: string;
  readonly step: string | null;
  readonly data?: { readonly operation?: string; readonly machine?: string };
}

/** How a command of Homeport ended; `answer` is null where it printed no JSON (killed). */
export interface Ran extends Finished {
  readonly answer: Answer | null;
  readonly events: readonly EventLine[];
}

/** What may happen while a command runs. */
export interface Watch {
  /** Called at each event; `kill` ends Homeport with SIGKILL, its whole process group. */
  readonly onEvent?: (event: EventLine, kill: () => void) => void;
  readonly timeout?: number;
}

/** Homeport's command line in the lab's network, with a state folder of its own. */
export interface Homeport {
  readonly state: string;
  readonly run: (words: readonly string[], watch?: Watch) => Promise<Ran>;
}

/**
 * Gives a Homeport whose every lookup has to go to the lab's BIND by its option: the system's resolver
 * never answers there. `label` names the state folder.
 */
export function homeportIn(lab: Lab, label: string): Homeport {
  const state = path.join(places.run, "state", label);
  mkdirSync(state, { recursive: true, mode: 0o700 });
  return { state, run: (words, watch = {}) => runHomeport(lab, state, words, watch) };
}

async function runHomeport(
  lab: Lab,
  state: string,
  words: readonly string[],
  watch: Watch,
): Promise<Ran> {
  const launcher = path.join(checkout, "electron/cli/homeport");
  const common = ["--json", "--events", "--state", state, ...worldOptions(lab)];
  const events: EventLine[] = [];
  let [pid, rest] = [0, ""];
  const done = await lab.inLab([launcher, ...words, ...common], {
    resolver: "dead",
    timeout: watch.timeout ?? 240_000,
    onPid: (given) => (pid = given),
    onStderr: (text) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const event of lines.flatMap(readEvent)) {
        events.push(event);
        watch.onEvent?.(event, () => killGroup(pid));
      }
    },
  });
  keepLog(state, words, done);
  return { ...done, events, answer: readAnswer(done.stdout) };
}

/** Keeps what a command printed in the log folder, one file a state folder. */
function keepLog(state: string, words: readonly string[], done: Finished): void {
  const file = path.join(places.log, `homeport-${path.basename(state)}.log`);
  appendFileSync(
    file,
    `$ homeport ${words.join(" ")}\n${done.stderr}${done.stdout}= ${done.code}\n`,
  );
}

function readEvent(line: string): readonly EventLine[] {
  if (!line.startsWith("{")) return [];
  try {
    return [JSON.parse(line) as EventLine];
  } catch {
    return [];
  }
}

function readAnswer(stdout: string): Answer | null {
  try {
    return JSON.parse(stdout) as Answer;
  } catch {
    return null;
  }
}

/** The options that make the lab's DNS and roots Homeport's world. */
export function worldOptions(lab: Lab): readonly string[] {
  const roots = ["--ca-file", lab.authority.root, "--ca-file", lab.pebble.root];
  return ["--dns-server", addresses.lab.v4, ...roots];
}

/** The options that name the lab's two CAs. */
export function acmeOptions(lab: Lab): readonly string[] {
  return ["--acme-directory", lab.pebble.directory, "--acme-staging", lab.staging.directory];
}

/** Login options for a machine; `prefix` is `web-` for the website's. */
export function loginOptions(
  lab: Lab,
  machine: Machine,
  user: string,
  prefix: "" | "web-" = "",
): readonly string[] {
  const own = {
    host: `${user}@${machine.address.v4}`,
    identity: lab.key.file,
    "host-key": machine.hostKey,
    agent: "none",
    "ssh-config": "none",
  };
  return Object.entries(own).flatMap(([name, value]) => [`--${prefix}${name}`, value]);
}

/** A short account of a run for a failed check: exit, problems, or the end of what it printed. */
export function told(ran: Ran): string {
  const problems = ran.answer?.problems.map((each) => `${each.severity} ${each.code}`).join(", ");
  const tail = ran.answer === null ? (ran.stdout + ran.stderr).trim().slice(-600) : "";
  return `exit ${ran.code}, outcome ${String(ran.answer?.outcome)}, problems [${problems ?? ""}] ${tail}`;
}
