import { existsSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { paths } from "../../../build/paths.ts";
import { emptyFolder } from "./start.ts";

/** util-linux's `script` gives a process a terminal. */
const SCRIPT = "/usr/bin/script";

test.skipIf(process.platform !== "linux" || !existsSync(SCRIPT))(
  "a no at the question is answered with what that means, and with 77",
  { timeout: 60_000 },
  async () => {
    const folder = await emptyFolder();
    const command = `${process.execPath} ${paths.commandLine} apply one.example --practice --state ${folder}`;
    const { stdout, status } = spawnSync(SCRIPT, ["-qec", command, "/dev/null"], {
      input: "n\n",
      encoding: "utf8",
      env: { PATH: process.env["PATH"], HOME: folder, TERM: "dumb" },
    });
    const text = stdout.replaceAll(/\s+/g, " ");
    expect(status).toBe(77);
    expect(text).toContain("6 steps for one.example; 5 of them change something.");
    expect(text).toContain("You did not say yes So nothing was changed by this command");
    expect(text).not.toContain("--approve");
    expect(text).not.toContain("--connect-to");
    expect(text).toMatch(/plan one\.example --practice (?:\\ )?--state \S+ (?:\\ )?--explain/);
  },
);
