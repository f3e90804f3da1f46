import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../../build/paths.ts";

/** What the bundle is made of; a change in any of it makes the bundle stale. */
const SOURCES = ["shared", "electron", "renderer", "build", "package.json"];

/**
 * Before all tests: builds the command line anew when a source is newer than the bundle. Throws
 * where that fails in CI or with no bundle at hand; in the middle of somebody's work the tests that
 * need no bundle are still worth running, so there it only warns.
 */
export function setup(): void {
  const built = existsSync(paths.commandLine) ? statSync(paths.commandLine).mtimeMs : 0;
  const newest = Math.max(...SOURCES.map((source) => newestChange(join(paths.root, source))));
  if (newest <= built) return;
  try {
    execFileSync(process.execPath, [join(paths.root, "build/build.ts")], { stdio: "inherit" });
  } catch (error) {
    if (process.env["CI"] !== undefined || built === 0) throw error;
    console.warn("The build failed: tests of the command line run the bundle made before.");
  }
}

/** The last change (ms since 1970) of a file, or of anything in a folder. */
function newestChange(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const inside = readdirSync(path).map((name) => newestChange(join(path, name)));
  return Math.max(found.mtimeMs, ...inside);
}
