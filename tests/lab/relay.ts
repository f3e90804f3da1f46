import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { cleanEnv } from "./exec.ts";
import { inside } from "./network.ts";
import { checkout } from "./places.ts";

/** What a relay does with the bytes; see relay-process.ts. */
export type RelayCommand = "open" | "hold" | "mute" | "cut" | "blink";

/** A relay in front of a machine's sshd. */
export interface Relay {
  readonly address: string;
  readonly port: number;
  /** Gives an order and comes back when it holds. */
  readonly order: (command: RelayCommand) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts a relay at an address of the lab's bridge; its process belongs to the cgroup `group`. */
export async function startRelay(
  group: string,
  at: { readonly address: string; readonly port: number },
  target: string,
): Promise<Relay> {
  const script = path.join(checkout, "tests/lab/relay-process.ts");
  const words = [process.execPath, script, at.address, String(at.port), target];
  const [command = "", ...args] = inside(group, words);
  const child = spawn(command, args, { env: { ...cleanEnv }, stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  await once(lines, "line");
  return {
    ...at,
    order: async (line) => {
      const answered = once(lines, "line");
      child.stdin.write(`${line}\n`);
      await answered;
    },
    stop: async () => {
      const ended = once(child, "exit");
      child.stdin.end();
      await ended;
    },
  };
}
