import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { exec, must } from "./exec.ts";

/** Stacks `lower` (lowest first) under a writable layer in `dir`; gives the merged root. */
export async function overlay(lower: readonly string[], dir: string): Promise<string> {
  for (const each of ["up", "work", "root"]) mkdirSync(path.join(dir, each), { recursive: true });
  const root = path.join(dir, "root");
  const options = `lowerdir=${lower.toReversed().join(":")},upperdir=${dir}/up,workdir=${dir}/work`;
  await must(["mount", "-t", "overlay", "overlay", "-o", options, root]);
  return root;
}

/** Unmounts; where something still holds it, lazily. */
export async function unmount(target: string): Promise<void> {
  const done = await exec(["umount", target]);
  if (done.code !== 0) await exec(["umount", "-l", target]);
}

/** Every mount point below a folder, the deepest first (proc(5), mountinfo field 5). */
export function mountsBelow(folder: string): readonly string[] {
  const points = readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[4] ?? "")
    .map((point) =>
      point.replace(/\\(\d{3})/g, (_, octal: string) =>
        String.fromCharCode(Number.parseInt(octal, 8)),
      ),
    );
  return points
    .filter((point) => point.startsWith(`${folder}/`))
    .toSorted((a, b) => b.length - a.length);
}
