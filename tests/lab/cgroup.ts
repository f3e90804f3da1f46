import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { must } from "./exec.ts";
import { places } from "./places.ts";
import { waitFor } from "./wait.ts";

/** The cgroup2 hierarchy's mount point; where the machine has none, one is mounted in the run folder. */
export async function cgroupMount(): Promise<string> {
  const line = readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .find((each) => each.split(" ")[2] === "cgroup2");
  const found = line?.split(" ")[1];
  if (found !== undefined) return found;
  const own = path.join(places.run, "cgroup");
  mkdirSync(own, { recursive: true });
  await must(["mount", "-t", "cgroup2", "cgroup2", own]);
  return own;
}

/** Makes the group `lab/name` under the lab's own group and gives its folder. */
export function makeGroup(mount: string, name: string): string {
  const folder = path.join(mount, places.cgroupName, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * Kills whatever runs in a group (cgroup v2, `cgroup.kill`) and removes it. Killing by group misses no stray; it is
 * repeated, for a command that was just being started may join the group in between.
 */
export async function killGroupOf(folder: string): Promise<void> {
  const what = `processes of ${path.basename(folder)} gone`;
  await waitFor(what, () => Promise.resolve(killOnce(folder)), { within: 20_000, every: 20 });
}

/** True once the group is gone. */
function killOnce(folder: string): true | undefined {
  if (!existsSync(folder)) return true;
  try {
    writeFileSync(path.join(folder, "cgroup.kill"), "1");
    if (!/^populated 0$/m.test(readFileSync(path.join(folder, "cgroup.events"), "utf8")))
      return undefined;
    removeTree(folder);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EBUSY" || code === "ENOENT" || code === "ENODEV") return undefined;
    throw error;
  }
}

function removeTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeTree(path.join(folder, entry.name));
  }
  rmdirSync(folder);
}
