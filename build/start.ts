/**
 * `npm start`: the wizard in a window of Electron, or, where Electron cannot run, one line that says why
 * and the very same wizard on a local page. What is given after `--` goes to `homeport serve`.
 */
import { spawn } from "node:child_process";
import { english } from "../shared/words/words.ts";
import { findElectron, surroundingsHere } from "./find-electron.ts";
import { paths } from "./paths.ts";

/** An Electron that ends this early with an error never showed a window (ms). */
const EARLY_MS = 5000;

const found = findElectron(surroundingsHere());
if (found.kind === "cannot") process.exitCode = await serve(english.start[found.why]);
else {
  const started = performance.now();
  const code = await run(found.program, [paths.desktopOut]);
  const isEarly = code !== 0 && performance.now() - started < EARLY_MS;
  process.exitCode = isEarly ? await serve(english.start["ended-early"]) : code;
}

function serve(why: string): Promise<number> {
  console.error(why);
  return run(process.execPath, [paths.commandLine, "serve", ...process.argv.slice(2)]);
}

/** Runs a program to its end; what interrupts us interrupts it too, and it ends in its own time. */
function run(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(program, args, { stdio: "inherit" });
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on("SIGTERM", pass);
  // The terminal sends Ctrl+C to both; ours only waits for the child's end.
  process.on("SIGINT", () => undefined);
  return new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
