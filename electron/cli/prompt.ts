import { createInterface } from "node:readline/promises";
import type { Context } from "./command.ts";

/**
 * Asks a question on the terminal (standard error and input); true for yes. Ctrl+C and an end of
 * input are a no. Must not be called where standard input is no terminal.
 */
export async function askYesNo(
  { prompt, stop }: Pick<Context, "prompt" | "stop">,
  before: readonly string[],
  question: string,
): Promise<boolean> {
  prompt(before.map((line) => `${line}\n`).join(""));
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  lines.once("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    const answer = await Promise.race([lines.question(`${question} `, { signal: stop }), closed]);
    return /^(y|yes)$/i.test(answer.trim());
  } catch {
    return false;
  } finally {
    lines.close();
  }
}
