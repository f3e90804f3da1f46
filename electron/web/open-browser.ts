import { spawn } from "node:child_process";

/** A program that opens an address and has not failed after so long has done it, in ms. */
const LONGEST_MS = 3000;

/**
 * Opens an address in the person's browser, without a shell. False where no program for it is there
 * or it failed. Only for addresses that we made ourselves.
 */
export function openBrowser(
  url: string,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  const [program, args] = openerOf(platform, url);
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: "ignore", detached: platform !== "win32" });
    const timer = setTimeout(() => resolve(true), LONGEST_MS);
    const end = (isGood: boolean): void => {
      clearTimeout(timer);
      resolve(isGood);
    };
    child.once("error", () => end(false));
    child.once("exit", (code) => end(code === 0));
    child.unref();
  });
}

/** The system's own opener. Not `start` of cmd.exe: it would read `&` in the address. */
export function openerOf(platform: NodeJS.Platform, url: string): readonly [string, string[]] {
  if (platform === "darwin") return ["open", [url]];
  if (platform === "win32") return ["rundll32.exe", ["url.dll,FileProtocolHandler", url]];
  return ["xdg-open", [url]];
}
