import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { paths } from "../../../build/paths.ts";
import { documentOf, emptyFolder, homeport } from "./start.ts";

const MINUTE = 60_000;

/** Starts a run of practice and kills its process as soon as its machines show the text. */
async function applyKilledAt(state: string, text: string): Promise<NodeJS.Signals | null> {
  const words = ["apply", "one.example", "--practice", "--yes", "--quiet", "--state", state];
  const child = spawn(process.execPath, [paths.commandLine, ...words], { stdio: "ignore" });
  const ended = once(child, "exit");
  while (child.exitCode === null && !(await machinesOf(state)).includes(text))
    await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill("SIGKILL");
  await ended;
  return child.signalCode;
}

async function machinesOf(state: string): Promise<string> {
  return readFile(join(state, "world", "machines.json"), "utf8").catch(() => "");
}

test.each([
  ["a key was made", "privkey.pem.new"],
  ["Synapse's configuration was written", "conf.d/zz-homeport.yaml"],
])(
  "a practice that is killed when %s is found as it was, and goes on",
  { timeout: MINUTE },
  async (_, text) => {
    const state = await emptyFolder();
    expect(await applyKilledAt(state, text)).toBe("SIGKILL");
    const killed = await machinesOf(state);
    expect(JSON.parse(killed)).toHaveProperty("hosts");
    expect(killed).toContain(text);
    const options = ["--practice", "--json", "--quiet", "--state", state];
    const resumed = await homeport(["resume", ...options]);
    expect([resumed.exit, documentOf(resumed)["outcome"]]).toEqual([0, "kept"]);
    const undone = await homeport(["undo", "one.example", "--yes", ...options]);
    expect([undone.exit, documentOf(undone)["outcome"]]).toEqual([0, "undone"]);
    expect(await machinesOf(state)).not.toMatch(/"\/etc\/[^"]*homeport[^"]*":/);
  },
);

test(
  "a practice that is killed is taken back by another process",
  { timeout: MINUTE },
  async () => {
    const state = await emptyFolder();
    await applyKilledAt(state, "conf.d/zz-homeport.yaml");
    const options = ["--practice", "--json", "--quiet", "--state", state];
    const undone = await homeport(["undo", "one.example", "--yes", ...options]);
    expect([undone.exit, documentOf(undone)["outcome"]]).toEqual([0, "undone"]);
    expect(await machinesOf(state)).not.toMatch(/"\/etc\/[^"]*homeport[^"]*":/);
  },
);
