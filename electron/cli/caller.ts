import { basename, delimiter, dirname, isAbsolute, resolve } from "node:path";
import { word } from "./report/command-line.ts";

/** The caller's process, as far as commands may see it. */
export interface Caller {
  /** Folder that relative paths start from; under `npm run` the one that npm was called in. */
  readonly folder: string;
  /** How a person starts Homeport again, as a shell takes it. */
  readonly program: string;
  readonly environment: { readonly [name: string]: string | undefined };
  readonly stdinIsTerminal: boolean;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  /** Columns of the terminal; 80 where there is none. */
  readonly columns: number;
}

/** Reads what the process was started with. */
export function callerOf(process: NodeJS.Process): Caller {
  const { env, stdin, stdout, stderr } = process;
  const terminal = stdout.isTTY ? stdout : stderr.isTTY ? stderr : null;
  return {
    folder: callerFolder(process),
    program: programOf(env),
    environment: env,
    stdinIsTerminal: stdin.isTTY,
    stdoutIsTerminal: stdout.isTTY,
    stderrIsTerminal: stderr.isTTY,
    columns: terminal?.columns || 80,
  };
}

/** A path as the caller meant it. `~/` is the home folder where a shell did not open it. */
export function pathOf(caller: Caller, path: string): string {
  const home = caller.environment["HOME"];
  if (path.startsWith("~/") && home !== undefined) return resolve(home, path.slice(2));
  return isAbsolute(path) ? path : resolve(caller.folder, path);
}

/** Whether a stream may be coloured: it is a terminal, and `NO_COLOR` (no-color.org) is empty or absent. */
export function mayColour(caller: Caller, isTerminal: boolean): boolean {
  const { NO_COLOR: refused = "", TERM: terminal = "" } = caller.environment;
  return isTerminal && refused === "" && terminal !== "dumb";
}

/** Scripts of package.json that stand for the command itself; npm runs them in the package's folder. */
const OWN_SCRIPTS = new Set(["homeport", "practice"]);

function callerFolder(process: NodeJS.Process): string {
  const { INIT_CWD: called, npm_lifecycle_event: script = "" } = process.env;
  return called !== undefined && OWN_SCRIPTS.has(script) ? called : process.cwd();
}

/** `npm run` says which script it runs; the launcher how it was called (by path, or found by name). */
function programOf(environment: Caller["environment"]): string {
  const { npm_lifecycle_event: script = "", HOMEPORT_STARTED: started = "" } = environment;
  if (OWN_SCRIPTS.has(script)) return "npm run -s homeport --";
  const folders = (environment["PATH"] ?? "").split(delimiter);
  return started === "" || folders.includes(dirname(started))
    ? basename(started) || "homeport"
    : word(started);
}
