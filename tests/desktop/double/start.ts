import { mkdtempSync, rmSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paths } from "../../../build/paths.ts";
import { openBrowser } from "../../browser/chromium.ts";
import { createDouble, type Double } from "./electron.ts";

/** The application over the double. */
export interface Started {
  readonly double: Double;
  readonly stateFolder: string;
  readonly close: () => Promise<void>;
}

/**
 * Runs the very files that Electron would load, with only the module `electron` being the double. `prepare`
 * takes a fresh folder and gives the path of the state folder.
 */
export async function startOverDouble(
  prepare: (folder: string) => string = (folder) => folder,
): Promise<Started> {
  const browser = await openBrowser();
  const context = await browser.newContext();
  // Pages that are no windows of ours (one that a script opened) get nothing at all.
  await context.route("**/*", (route) => route.abort("blockedbyclient"));
  const double = createDouble(context);
  const state = mkdtempSync(join(tmpdir(), "homeport-desktop-"));
  const before = process.env["HOMEPORT_STATE"];
  const stateFolder = prepare(state);
  process.env["HOMEPORT_STATE"] = stateFolder;
  runMain(join(paths.desktopOut, "main.cjs"), double.module);
  await until(() => double.windows[0]?.isShown === true || double.exitCode !== null);
  return {
    double,
    stateFolder,
    close: async () => {
      double.app.emit("before-quit", { preventDefault: () => undefined });
      await until(() => double.hasQuit || double.exitCode !== null);
      if (before === undefined) delete process.env["HOMEPORT_STATE"];
      else process.env["HOMEPORT_STATE"] = before;
      await browser.close();
      rmSync(state, { recursive: true, force: true });
    },
  };
}

/** Loads the bundle anew; `require("electron")` inside it gives the double. */
function runMain(path: string, electron: object): void {
  const load: unknown = Reflect.get(Module, "_load");
  if (typeof load !== "function") throw new Error("this Node loads modules in another way");
  Reflect.set(Module, "_load", (name: string, ...rest: readonly unknown[]): unknown => {
    const loaded: unknown =
      name === "electron" ? electron : Reflect.apply(load, Module, [name, ...rest]);
    return loaded;
  });
  try {
    const require = createRequire(path);
    delete require.cache[path];
    require(path);
  } finally {
    Reflect.set(Module, "_load", load);
  }
}

/** Waits until something holds, at most 60 s. */
export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (holds()) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error("waited 60 s in vain");
}
