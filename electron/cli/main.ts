import { EXIT } from "../engine/command-result.ts";
import { listenForStop } from "./signals.ts";

const stop = listenForStop(process);
let untold: string | null = null;

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // A reader that leaves early (`homeport help | head -1`) is no failure.
  if (error.code === "EPIPE") process.exit();
  untold ??= error.code ?? error.message;
});
process.stderr.on("error", () => undefined);

/** Loads the rest only when it listens for Ctrl+C: that takes a moment in which one may come. */
async function main(): Promise<void> {
  const { runCommandLine } = await import("./run.ts");
  process.exitCode = await runCommandLine(process.argv.slice(2), process, stop);
  await isOut(process.stdout);
  if (untold !== null) await tellUntold(untold);
  await isOut(process.stderr);
  process.exit();
}

/** Whoever does not see a good result cannot tell that it is one. */
async function tellUntold(why: string): Promise<void> {
  const { createSpeak } = await import("./speak.ts");
  process.stderr.write(`${createSpeak("en").say("shell.untold", { why })}\n`);
  if (process.exitCode === EXIT.good) process.exitCode = EXIT.unknown;
}

/** Pipes are written in the background; what was written last must be out before the end. */
function isOut(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    // The event of a failed write comes before this, one turn later.
    stream.write("", () => setImmediate(resolve));
  });
}

void main();
