import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cgroupMount, killGroupOf } from "./cgroup.ts";
import { exec } from "./exec.ts";
import { mountsBelow, unmount } from "./mounts.ts";
import { labDir, places } from "./places.ts";

/**
 * Takes away everything that a lab in this folder may have left: processes (by cgroup), mounts, namespace, files.
 * Works from what the kernel tells, not from memory, so it also clears up after a killed run.
 */
export async function cleanUp(): Promise<void> {
  const group = path.join(await cgroupMount(), places.cgroupName);
  await killGroupOf(group);
  if (existsSync(places.namespaceFile)) await exec(["ip", "netns", "del", places.namespace]);
  for (const point of mountsBelow(labDir)) await unmount(point);
  rmSync(places.run, { recursive: true, force: true });
}

/** What is still there of a lab: groups, namespace, mounts, run folder. Empty after a clean end. */
export async function leftovers(): Promise<readonly string[]> {
  const found: string[] = [];
  const mounts = readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .filter((each) => each.includes(" cgroup2 "));
  for (const line of mounts) {
    const group = path.join(line.split(" ")[1] ?? "", places.cgroupName);
    if (existsSync(group)) found.push(group);
  }
  if (existsSync(places.namespaceFile)) found.push(places.namespaceFile);
  found.push(...mountsBelow(labDir));
  if (existsSync(places.run)) found.push(places.run);
  const links = await exec(["ip", "-o", "link"]);
  found.push(...links.stdout.split("\n").filter((line) => /: (vb-|ve-)/.test(line)));
  return found;
}

/** Takes the lock of this lab's folder; throws where another live run has it. Gives the release. */
export function takeLock(): () => void {
  mkdirSync(labDir, { recursive: true });
  const holder = existsSync(places.lock) ? readFileSync(places.lock, "utf8") : "";
  const [pid = "", since = ""] = holder.split(" ");
  if (pid !== "" && startTime(pid) === since && Number(pid) !== process.pid) {
    throw new Error(`Another lab runs in ${path.basename(labDir)} (process ${pid}).`);
  }
  writeFileSync(places.lock, `${process.pid} ${startTime("self")}`);
  return () => rmSync(places.lock, { force: true });
}

/** Start time of a process in clock ticks (proc(5), stat field 22): tells a reused pid from the old one. */
function startTime(pid: string): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
