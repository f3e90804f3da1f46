import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paths } from "./paths.ts";

/** A start that takes longer than this is given up (ms): it would only have filled a cache. */
const LONGEST_MS = 20_000;

/**
 * Starts and ends the wizard once, in a state folder of its own, so that the compiled code lies beside the
 * command line before a person first starts it. Nothing rests on it: where it fails there is no cache yet.
 */
export async function warmCache(): Promise<void> {
  const state = await mkdtemp(join(tmpdir(), "homeport-build-"));
  const args = [paths.commandLine, "serve", "--practice", "--no-open", "--quiet", "--state", state];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "ignore"],
    timeout: LONGEST_MS,
  });
  // Its first line is its address.
  child.stdout.once("data", () => child.kill("SIGTERM"));
  await new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("close", () => resolve());
  });
  await rm(state, { recursive: true, force: true });
}
