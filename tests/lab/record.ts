import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { exec } from "./exec.ts";
import { checkout } from "./places.ts";

/** Writes a result to `docs/results/NAME.md` under a heading with date, commit and command. */
export async function record(
  name: string,
  title: string,
  command: string,
  body: string,
): Promise<void> {
  const git = ["git", "-c", "safe.directory=*", "-C", checkout];
  const commit = (await exec([...git, "rev-parse", "--short=12", "HEAD"])).stdout.trim();
  const changed = (await exec([...git, "status", "--porcelain", "--untracked-files=no"])).stdout;
  const state = changed.trim() === "" ? "" : " with uncommitted changes";
  const head = `# ${title}\n\n${new Date().toISOString().slice(0, 16)}Z, commit \`${commit}\`${state}, \`${command}\`\n`;
  const file = path.join(checkout, "docs/results", `${name}.md`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${head}\n${body.trim()}\n`);
}
