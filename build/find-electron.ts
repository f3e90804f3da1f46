import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";

/** Where Electron's program is, or why it cannot run here; the reason is a key of `start` in the words. */
export type FoundElectron =
  | { readonly kind: "found"; readonly program: string }
  | { readonly kind: "cannot"; readonly why: "no-program" | "as-root" | "no-display" };

/** What the answer depends on besides the files. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  readonly environment: { readonly [name: string]: string | undefined };
  /** The folder of npm's electron package. */
  readonly folder: string;
}

/**
 * Looks for the program that `npx install-electron` fetches (or `ELECTRON_OVERRIDE_DIST_PATH` names);
 * fetches nothing. On Linux it needs a screen, and as root it would run only without its sandbox.
 */
export function findElectron(surroundings: Surroundings): FoundElectron {
  const { platform, isRoot, environment, folder } = surroundings;
  const program = programIn(environment["ELECTRON_OVERRIDE_DIST_PATH"], folder, platform);
  if (program === null) return { kind: "cannot", why: "no-program" };
  if (platform !== "linux") return { kind: "found", program };
  if (isRoot) return { kind: "cannot", why: "as-root" };
  const hasScreen = [environment["DISPLAY"], environment["WAYLAND_DISPLAY"]].some(
    (screen) => screen !== undefined && screen !== "",
  );
  return hasScreen ? { kind: "found", program } : { kind: "cannot", why: "no-display" };
}

/** The surroundings of this process. */
export function surroundingsHere(): Surroundings {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    environment: process.env,
    folder: dirname(createRequire(import.meta.url).resolve("electron/package.json")),
  };
}

function programIn(
  given: string | undefined,
  folder: string,
  platform: NodeJS.Platform,
): string | null {
  const pathFile = join(folder, "path.txt");
  const named = existsSync(pathFile) ? readFileSync(pathFile, "utf8").trim() : usualName(platform);
  const program = join(given ?? join(folder, "dist"), named);
  return existsSync(program) ? program : null;
}

function usualName(platform: NodeJS.Platform): string {
  if (platform === "darwin") return "Electron.app/Contents/MacOS/Electron";
  return platform === "win32" ? "electron.exe" : "electron";
}
