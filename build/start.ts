/**
 * `npm start`: the wizard in a window of Electron, or, where Electron cannot run, one line that says why
 * and the very same wizard on a local page. What is given after `--` goes to `homeport serve`; its
 * addresses are told in a sentence, or with `--json` as `serve` tells them.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { english } from "../shared/words/words.ts";
import { findElectron, surroundingsHere } from "./find-electron.ts";
import { paths } from "./paths.ts";
import { tellServed } from "./tell-served.ts";

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
  const given = process.argv.slice(2);
  const tells = given.includes("--json") ? null : tellServed;
  return run(process.execPath, [paths.commandLine, "serve", ...given], tells);
}

/**
 * Runs a program to its end; what interrupts us interrupts it too, and it ends in its own time. With
 * `tells` its lines are written as that says them.
 */
function run(
  program: string,
  args: readonly string[],
  tells: ((line: string) => string) | null = null,
): Promise<number> {
  const stdout = tells === null ? "inherit" : "pipe";
  const child = spawn(program, args, { stdio: ["inherit", stdout, "inherit"] });
  if (tells !== null && child.stdout !== null)
    createInterface({ input: child.stdout }).on("line", (line) => console.log(tells(line)));
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on("SIGTERM", pass);
  // The terminal sends Ctrl+C to both; ours only waits for the child's end.
  process.on("SIGINT", () => undefined);
  return new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("close", (code) => resolve(code ?? 1));
  });
}
