import { createInterface } from "node:readline/promises";
import type { Context } from "./command.ts";

/** An answer that is neither yes nor no is asked for again this often. */
const TRIES = 5;

/**
 * Asks a question on the terminal (standard error and input); true for yes. Ctrl+C and an end of
 * input are a no. Must not be called where standard input is no terminal.
 */
export async function askYesNo(
  { prompt, stop }: Pick<Context, "prompt" | "stop">,
  before: readonly string[],
  question: string,
  unclear = "[y/N]",
): Promise<boolean> {
  prompt(before.map((line) => `${line}\n`).join(""));
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  lines.once("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const answer = await Promise.race([lines.question(`${question} `, { signal: stop }), closed]);
      if (/^(y|yes)$/i.test(answer.trim())) return true;
      if (/^(n|no)?$/i.test(answer.trim())) return false;
      prompt(`${unclear}\n`);
    }
    return false;
  } catch {
    return false;
  } finally {
    lines.close();
  }
}
