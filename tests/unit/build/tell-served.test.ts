import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { tellServed } from "../../../build/tell-served.ts";

const ADDRESS = /^http:\/\/127\.0\.0\.1:\d+\/#code=[A-Za-z0-9_-]{43}$/;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "homeport-start-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The first lines that `npm start` writes where Electron is not there. */
async function startedWith(options: readonly string[], lines: number): Promise<readonly string[]> {
  const started = spawn(
    process.execPath,
    [join("build", "start.ts"), "--no-open", "--practice", "--state", folder, ...options],
    {
      env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: folder },
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  const told: string[] = [];
  for await (const line of createInterface({ input: started.stdout })) {
    told.push(line);
    if (told.length === lines) break;
  }
  started.kill("SIGTERM");
  if (started.exitCode === null) await once(started, "exit");
  return told;
}

describe("npm start, where the wizard is served", () => {
  test("tells a person the address in a sentence, not as JSON", async () => {
    const [sentence, address] = await startedWith([], 2);
    expect(sentence).toMatch(/^The wizard is at this address, .*:$/);
    expect(address).toMatch(ADDRESS);
  }, 120_000);

  test("tells it as JSON where that is asked for", async () => {
    const [line = ""] = await startedWith(["--json"], 1);
    const told = z.strictObject({ url: z.string() }).parse(JSON.parse(line));
    expect(told.url).toMatch(ADDRESS);
  }, 120_000);

  test("says an approval's address in a sentence too, and leaves every other line as it is", () => {
    expect(tellServed('{"approval":"http://127.0.0.1:1/ask/x"}')).toMatch(
      /approval at this address:\nhttp:\/\/127\.0\.0\.1:1\/ask\/x$/,
    );
    for (const line of ["{broken", "plain", '{"other":1}', "null"])
      expect(tellServed(line)).toBe(line);
  });
});
