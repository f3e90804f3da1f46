import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { paths } from "../../../build/paths.ts";

/** A Node of the system's own that is older than ours; null where there is none. */
function oldNode(): string | null {
  const found = ["/usr/local/bin/node", "/usr/bin/node"].filter((each) => existsSync(each));
  const isOld = (path: string): boolean =>
    Number(
      execFileSync(path, ["-p", "process.versions.node"], { encoding: "utf8" }).split(".")[0],
    ) < 24;
  return found.find(isOld) ?? null;
}

const node = oldNode();
if (node === null) console.error("No Node before 24 on this computer: the hand-over is not tried.");

test.skipIf(node === null)("a Node that is too old hands over to the one that npm brought", () => {
  const entry = join(paths.commandLineOut, "homeport.cjs");
  const good = spawnSync(node ?? "", [entry, "version", "--json"], { encoding: "utf8" });
  expect(good.status).toBe(0);
  expect(JSON.parse(good.stdout)).toMatchObject({ command: "version", exit: 0 });
  const refused = spawnSync(node ?? "", [entry, "plan", "https://x", "--json"], {
    encoding: "utf8",
  });
  expect(refused.status).toBe(64);
});
