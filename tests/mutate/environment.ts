import { globSync } from "node:fs";
import { registerHooks } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { JUDGES, NO_JUDGES } from "./judges.ts";
import type * as StandIn from "./stand-in.ts";

const STAND_IN = new URL("stand-in.ts", import.meta.url).href;
const ENVIRONMENT = /\?environment=\d+$/;

let count = 0;

/**
 * Imports the judging tests, and all of the project that they import, anew; each time they are
 * modules of their own. Reads the files of the working directory, which is Stryker's sandbox.
 */
export async function loadTests(): Promise<readonly StandIn.CollectedTest[]> {
  if (count === 0) prepare();
  const environment = `?environment=${count++}`;
  const standIn = (await import(STAND_IN + environment)) as typeof StandIn;
  for (const path of JUDGES.flatMap((each) => globSync(each, { exclude: NO_JUDGES }).toSorted())) {
    const file = resolve(path);
    standIn.collectFrom(file);
    await import(pathToFileURL(file).href + environment);
  }
  return standIn.collected;
}

/** Hands the environment on from file to file, and puts the stand-in where a test asks for vitest. */
function prepare(): void {
  // vitest's `expect` asks its worker for options; there are none to set here.
  (globalThis as Record<string, unknown>)["__vitest_worker__"] = { config: {} };
  const sandbox = pathToFileURL(resolve("x")).href.slice(0, -1);
  registerHooks({
    resolve: (specifier, about, next) => {
      const environment = ENVIRONMENT.exec(about.parentURL ?? "")?.[0];
      if (environment === undefined) return next(specifier, about);
      if (specifier === "vitest" && about.parentURL !== STAND_IN + environment)
        return { url: STAND_IN + environment, shortCircuit: true };
      const found = next(specifier, about);
      const ours = found.url.startsWith(sandbox) && !found.url.includes("/node_modules/");
      return ours ? { ...found, url: found.url + environment } : found;
    },
  });
}
