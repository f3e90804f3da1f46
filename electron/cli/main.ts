import { runCommandLine } from "./run.ts";

// A reader that leaves early (`homeport help | head -1`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});
process.stderr.on("error", () => undefined);

async function main(): Promise<void> {
  const exit = await runCommandLine(process.argv.slice(2), process);
  // Pipes are written in the background; what was written last must be out before the end.
  process.stdout.write("", () => process.stderr.write("", () => process.exit(exit)));
}

void main();
