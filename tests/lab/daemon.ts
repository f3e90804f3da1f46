import { spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync, closeSync } from "node:fs";
import path from "node:path";
import { cleanEnv } from "./exec.ts";
import { inside } from "./network.ts";
import { places } from "./places.ts";

/** A server process of the lab. */
export interface Daemon {
  readonly pid: number;
  /** Everything that it printed so far. */
  readonly log: () => string;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Kills it and waits for its end. */
  readonly stop: () => Promise<void>;
  readonly running: () => boolean;
}

/** Starts a daemon in the lab's network, its output in the log folder. It dies with its cgroup at the latest. */
export function startDaemon(
  name: string,
  group: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Daemon {
  const [command = "", ...args] = inside(group, argv);
  return launch(name, command, args, { ...cleanEnv, ...env });
}

/** As `startDaemon`, for a command that enters the lab's network and cgroup by itself. */
export function launch(
  name: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Daemon {
  mkdirSync(places.log, { recursive: true });
  const file = path.join(places.log, `${name}.log`);
  const output = openSync(file, "w");
  const child = spawn(command, args, { env, detached: true, stdio: ["ignore", output, output] });
  closeSync(output);
  const ended = new Promise<void>((resolve) => {
    child.on("exit", () => resolve()).on("error", () => resolve());
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} did not start`);
  child.unref();
  return {
    pid,
    log: () => readFileSync(file, "utf8"),
    signal: (signalName) => void child.kill(signalName),
    stop: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    running: () => child.exitCode === null && child.signalCode === null,
  };
}
