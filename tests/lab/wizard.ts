import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { cgroupMount, makeGroup } from "./cgroup.ts";
import { cleanEnv } from "./exec.ts";
import { inside } from "./network.ts";
import { checkout } from "./places.ts";

/** A machine as a person knows it: where it is, and the fingerprint of its key. */
export interface MachineLogin {
  readonly address: string;
  readonly hostKey: string;
}

/** What the person in front of the wizard wants, and knows. */
export interface WizardTask {
  readonly serverName: string;
  readonly clientBase: string;
  readonly host: MachineLogin;
  readonly website: MachineLogin;
  readonly webRoot: string;
  /** Their private key, root's on both machines. */
  readonly keyFile: string;
  /** The wizard's state folder. */
  readonly state: string;
  /** Options of `serve` that make the lab its world. */
  readonly options: readonly string[];
}

/** What a part of the story found: each check with its evidence, and what ended it early. */
export interface WizardTold {
  readonly told: readonly (readonly [what: string, good: boolean, evidence: string])[];
  readonly failure: string | null;
}

/** A wizard that is driven in a Chromium, both in the lab's network. */
export interface DrivenWizard {
  /** Plays a part and comes back when it has ended. */
  readonly play: (part: "apply" | "undo") => Promise<WizardTold>;
  readonly stop: () => Promise<void>;
}

// What a browser leaves behind goes with its processes: a tmpfs that only they see.
const inOwnTmp = ["sh", "-c", 'mount -t tmpfs tmpfs /dev/shm && exec "$@"', "wizard"];

/** Starts both; comes back when the wizard is served. */
export async function driveWizard(task: WizardTask): Promise<DrivenWizard> {
  const group = makeGroup(await cgroupMount(), "wizard");
  const script = path.join(checkout, "tests/lab/wizard-process.ts");
  const driven = [process.execPath, script, JSON.stringify(task)];
  const words = inside(group, [...inOwnTmp, ...driven], "dead");
  const [command = "", ...args] = words;
  // a home of its own: no known hosts, no ssh configuration, no profile of somebody's browser
  const env = { ...cleanEnv, HOME: task.state, TMPDIR: "/dev/shm", NODE_NO_WARNINGS: "1" };
  const child = spawn(command, args, { env, stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, "exit");
  const next = async (): Promise<string> => {
    const line = await Promise.race([once(lines, "line"), ended.then(() => null)]);
    if (line === null) throw new Error("the driven wizard ended");
    return String(line[0]);
  };
  await next();
  return {
    play: async (part) => {
      const answered = next();
      child.stdin.write(`${part}\n`);
      return JSON.parse(await answered) as WizardTold;
    },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
