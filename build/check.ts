/**
 * `npm run check`: types, lint, format, dead code and borders, all of them even when one is red.
 * Prints what each said where it failed, and ends with `N passed, N failed`.
 */
import { spawn } from "node:child_process";
import { closingLine } from "./closing-line.ts";
import { paths } from "./paths.ts";

/** The npm scripts that make up the check. */
const PARTS = ["types", "lint", "format", "dead", "borders"] as const;

type Verdict = { readonly part: string; readonly good: boolean };

const verdicts: Verdict[] = [];
// One after the other: the tools use all cores themselves.
for (const part of PARTS) verdicts.push(await run(part));

const passed = verdicts.filter(({ good }) => good).length;
console.log(closingLine({ passed, failed: verdicts.length - passed, skipped: 0 }));
if (passed < verdicts.length) process.exitCode = 1;

async function run(part: string): Promise<Verdict> {
  const started = performance.now();
  const { code, said } = await npmRun(part);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const good = code === 0;
  console.log(`${good ? "ok    " : "FAILED"} ${part} (${seconds} s)`);
  if (!good) console.log(said.trimEnd());
  return { part, good };
}

/** Runs a script of package.json with the npm that runs us; on Windows npm is no plain program. */
function npmRun(script: string): Promise<{ readonly code: number; readonly said: string }> {
  const npm = process.env["npm_execpath"];
  const [command, start] = npm === undefined ? ["npm", [] as string[]] : [process.execPath, [npm]];
  const child = spawn(command, [...start, "run", "--silent", script], { cwd: paths.root });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => said.push(text));
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, said: said.join("") }));
  });
}
