import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { paths } from "../../../build/paths.ts";
import { documentOf, type Ended } from "../cli/start.ts";

/** What a line of `--events` tells. */
export interface Told {
  readonly event: string;
  readonly step: string | null;
  readonly data: { readonly [key: string]: unknown };
}

/** A process of the command line that still runs. */
export interface Begun {
  /** Waits for an event; false where the process ends without it. */
  readonly until: (isIt: (told: Told) => boolean) => Promise<boolean>;
  readonly signal: (signal: "SIGINT" | "SIGKILL") => void;
  readonly ended: Promise<Ended>;
}

/** Options of the practice world in a state folder. */
export function practiceIn(state: string): readonly string[] {
  return ["--practice", "--json", "--events", "--state", state];
}

/** Begins `homeport ARGS` as a process of its own, which is gone when the test is over. */
export function begin(args: readonly string[], home: string): Begun {
  const child = spawn(process.execPath, [paths.commandLine, ...args], {
    env: { PATH: process.env["PATH"], HOME: home },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const events = createInterface({ input: child.stderr });
  let stdout = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  const ended = once(child, "close").then(([exit]): Ended => ({
    exit: typeof exit === "number" ? exit : null,
    stdout,
    stderr: "",
  }));
  const until = (isIt: (told: Told) => boolean): Promise<boolean> =>
    new Promise((resolve) => {
      events.on("line", (line) => {
        if (isIt(JSON.parse(line) as Told)) resolve(true);
      });
      events.on("close", () => resolve(false));
    });
  return { until, ended, signal: (signal) => void child.kill(signal) };
}

/** Exit, outcome and the codes of the problems of a process. */
export function endingOf(ended: Ended): readonly unknown[] {
  const document = documentOf(ended);
  const problems = document["problems"] as readonly { readonly code: string }[];
  return [ended.exit, document["outcome"], ...problems.map(({ code }) => code)];
}
