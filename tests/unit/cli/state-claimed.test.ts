import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { paths } from "../../../build/paths.ts";
import { claimWizard } from "../../../electron/adapters/wizard-claim.ts";
import { documentOf, emptyFolder, homeport } from "./start.ts";

const MINUTE = 60_000;

/** Starts `serve` over a state folder; gives the process once it has told its address. */
async function serve(state: string): Promise<ChildProcess> {
  const options = ["serve", "--no-open", "--practice", "--state", state];
  const served = spawn(process.execPath, [paths.commandLine, ...options], { stdio: "pipe" });
  onTestFinished(() => void served.kill("SIGKILL"));
  await once(served.stdout, "data");
  return served;
}

async function ended(served: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  const exit = once(served, "exit");
  served.kill(signal);
  await exit;
}

test(
  "a second wizard over one state folder is told that one runs there, and what to do",
  async () => {
    const state = await emptyFolder();
    const first = await serve(state);
    const options = ["--no-open", "--practice", "--json", "--state", state];
    const second = await homeport(["serve", ...options]);
    expect(second.exit).toBe(75);
    expect(documentOf(second)).toMatchObject({
      problems: [
        {
          code: "state-claimed",
          title: "Homeport already runs on this state folder",
          data: { path: state },
        },
      ],
    });
    await ended(first, "SIGTERM");
    expect(await readdir(state)).not.toContain("wizard-claim");
    await ended(await serve(state), "SIGTERM");
  },
  MINUTE,
);

test(
  "a wizard that was killed holds its state folder no longer",
  async () => {
    const state = await emptyFolder();
    await ended(await serve(state), "SIGKILL");
    expect(await readdir(state)).toContain("wizard-claim");
    await ended(await serve(state), "SIGTERM");
  },
  MINUTE,
);

test("of two claims one is given, until it is given back", async () => {
  const state = await emptyFolder();
  const first = await claimWizard(state);
  if (!first.ok) throw new Error("nobody else has it");
  expect(await claimWizard(state)).toMatchObject({
    ok: false,
    error: { code: "state-claimed", data: { path: state, file: join(state, "wizard-claim") } },
  });
  await first.value.release();
  await writeFile(join(state, "wizard-claim"), "999999999\n");
  expect(await claimWizard(state)).toMatchObject({ ok: true });
});
