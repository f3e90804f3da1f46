import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, closeSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { paths } from "../../../build/paths.ts";
import { documentOf, emptyFolder, homeport } from "./start.ts";

/** Sends Ctrl+C to the process itself while the program is still being loaded: at its first use of `node:util`. */
const STOPS_WHILE_LOADING = `
  const Module = require("node:module");
  const load = Module._load;
  let sent = false;
  Module._load = function (request, ...rest) {
    if (request === "node:util" && !sent) {
      sent = true;
      process.kill(process.pid, "SIGINT");
    }
    return load.call(this, request, ...rest);
  };
`;

test.each([
  ["look", "one.example"],
  ["apply", "one.example"],
  ["undo", null],
])("Ctrl+C while %s is being loaded ends it with 130 and its document", async (command, name) => {
  const preload = join(await emptyFolder(), "preload.cjs");
  await writeFile(preload, STOPS_WHILE_LOADING);
  const environment = { NODE_OPTIONS: `--require ${preload}` };
  const words = [command, "one.example", "--practice", "--json"];
  const ended = await homeport(words, { environment });
  const document = documentOf(ended);
  const { exit } = ended;
  expect([exit, document["command"], document["name"], document["problems"]]).toEqual([
    130,
    command,
    name,
    [expect.objectContaining({ code: "interrupted" })],
  ]);
});

/** Runs a command line whose standard output is a file, and gives its exit code and standard error. */
async function writingTo(path: string, args: readonly string[]): Promise<readonly unknown[]> {
  const out = openSync(path, "w");
  const child = spawn(process.execPath, [paths.commandLine, ...args], {
    stdio: ["ignore", out, "pipe"],
  });
  closeSync(out);
  let stderr = "";
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [exit] = (await once(child, "close")) as [number | null];
  return [exit, stderr];
}

test.runIf(process.platform === "linux")(
  "a good result that cannot be written is no good result, and a bad one stays what it is",
  async () => {
    const untold: unknown = expect.stringContaining(
      "could not be written to standard output (ENOSPC)",
    );
    expect(await writingTo("/dev/full", ["version", "--json"])).toEqual([2, untold]);
    expect(await writingTo("/dev/full", ["help"])).toEqual([2, untold]);
    expect(await writingTo("/dev/full", ["look", "bad name"])).toEqual([64, untold]);
    expect(await writingTo("/dev/null", ["version", "--json"])).toEqual([0, ""]);
  },
);

test("the launcher refuses to start where standard output is closed", async () => {
  const launcher = join(paths.root, "electron", "cli", "homeport");
  const child = spawn("sh", ["-c", '"$1" version >&-', "sh", launcher], { stdio: "pipe" });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [exit] = (await once(child, "close")) as [number | null];
  expect([exit, stderr]).toEqual([2, "homeport: standard output is closed.\n"]);
});

test("practice knows a fault's step, and names the steps that there are", async () => {
  const ended = await homeport(["practice", "a", "--fault", "nosuchstep:fails", "--json"]);
  expect([ended.exit, documentOf(ended)["problems"]]).toEqual([
    64,
    [
      expect.objectContaining({
        code: "step-unknown",
        meaning: expect.stringContaining("order-key") as unknown,
      }),
    ],
  ]);
}, 30_000);
