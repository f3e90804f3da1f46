import type { CommandResult } from "../engine/command-result.ts";
import { EXIT } from "../engine/command-result.ts";
import { problem } from "../../shared/problems/problem.ts";
import { commandIn, has, isPractice, one, readArgs, wantsJson, type Args } from "./args.ts";
import { tellBug } from "./bug-report.ts";
import { callerOf, mayColour, type Caller } from "./caller.ts";
import { LOADERS } from "./command-loaders.ts";
import type { CommandName } from "./command-table.ts";
import type { CommandModule, Context } from "./command.ts";
import { wrapResult } from "./envelope.ts";
import { sameFolder } from "./finish-run.ts";
import { toJson } from "./harmless.ts";
import { writeHelp } from "./help-text.ts";
import { languageNotes } from "./language.ts";
import { nameIn } from "./name-in.ts";
import { badUsage, ended } from "./outcome.ts";
import { createProgress, type ProgressStyle } from "./progress.ts";
import { runModule } from "./run-module.ts";
import { createScreen } from "./screen.ts";
import { createStartedScreen } from "./started-screen.ts";
import { showDocument } from "./show.ts";
import type { StopRequest } from "./signals.ts";
import { createSpeak, type Speak } from "./speak.ts";
import { stateNotes } from "./state-notes.ts";
import { stateFolder } from "./state-folder.ts";
import { problemOfState } from "../adapters/state-problem.ts";
import { tellStop } from "./tell-stop.ts";
import { wholeDocument } from "./whole-document.ts";

/** The process that runs it, and whether the person asked it to stop. */
interface Started {
  readonly process: NodeJS.Process;
  readonly stop: StopRequest;
}

/** What was read and done, before it is told. */
interface Ran {
  readonly command: CommandName | null;
  readonly args: Args | null;
  readonly module: CommandModule | null;
  readonly result: CommandResult;
}

/**
 * Runs one command line and gives the exit code: reads the arguments, runs the command, writes one
 * document (or the report for people) to standard output.
 */
export async function runCommandLine(
  argv: readonly string[],
  process: NodeJS.Process,
  stop: StopRequest,
): Promise<number> {
  const caller = callerOf(process);
  const from = Date.now();
  const read = readArgs(argv);
  const args = read.ok ? read.value : null;
  const speak = createSpeak((args && one(args, "lang")) ?? "en");
  const ran: Ran = read.ok
    ? await runCommand(read.value, caller, speak, { process, stop })
    : { command: commandIn(argv), args: null, module: null, result: badUsage(read.error, speak) };
  const notes = [
    ...languageNotes(args && one(args, "lang")),
    ...(args !== null && keepsState(args) ? await stateNotes(args, caller) : []),
  ];
  const result = { ...ran.result, problems: [...ran.result.problems, ...notes] };
  const document = wrapResult(ran.command, args, result, { from, to: Date.now() }, speak);
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  if (wantsJson(argv)) write(toJson(wholeDocument(document)));
  else {
    const colour = mayColour(caller, caller.stdoutIsTerminal);
    const screen = createStartedScreen(createScreen(write, caller.columns, colour), {
      program: caller.program,
      isPiped: !caller.stdoutIsTerminal,
      folder: args === null ? "" : sameFolder(args, caller),
      name: document.name,
    });
    if (!read.ok && read.error.why === "no-command")
      writeHelp({ command: null, isWhole: false }, screen, speak);
    else showDocument(document, { screen, speak, args, module: ran.module, caller });
  }
  return ran.result.exit;
}

async function runCommand(args: Args, caller: Caller, speak: Speak, on: Started): Promise<Ran> {
  const { command } = args;
  try {
    const { command: module } = await LOADERS[command]();
    const context = createContext(args, caller, speak, on);
    // A Ctrl+C that came while it was loaded is noticed only when the loop turns.
    await new Promise((resolve) => setImmediate(resolve));
    if (context.stop.aborted) return { command, args, module: null, result: stopped(nameIn(args)) };
    if (tellsFirst(args)) context.prompt(`${speak.say("shell.practice")}\n`);
    const result = await (changes(command)
      ? runModule(module, context)
      : orStopped(runModule(module, context), context.stop, nameIn(args)));
    return { command, args, module, result };
  } catch (thrown) {
    const known = problemOfState(thrown);
    const result =
      known === null
        ? await tellBug(thrown, stateFolder(args, caller), Date.now())
        : ended(known, nameIn(args));
    return { command, args, module: null, result };
  }
}

/** Commands that change something close their journal before they end; the others may simply stop. */
function changes(command: CommandName): boolean {
  return ["apply", "resume", "undo", "renew", "practice", "serve"].includes(command);
}

/** Commands that keep something in the state folder, or tell what is kept there. */
function keepsState(args: Args): boolean {
  return (
    has(args, "practice") || ["apply", "resume", "undo", "renew", "history"].includes(args.command)
  );
}

function orStopped(
  running: Promise<CommandResult>,
  stop: AbortSignal,
  name: string | null,
): Promise<CommandResult> {
  const asked = new Promise<CommandResult>((resolve) => {
    stop.addEventListener("abort", () => resolve(stopped(name)), { once: true });
  });
  return Promise.race([running, asked]);
}

function stopped(name: string | null): CommandResult {
  const unbegun = problem("interrupted", { begun: false });
  return { exit: EXIT.stopped, name, problems: [unbegun], document: {} };
}

function createContext(
  args: Args,
  caller: Caller,
  speak: Speak,
  { process, stop }: Started,
): Context {
  const prompt = (text: string): void => void process.stderr.write(text);
  const as = progressAs(args);
  let begun: string | null = null;
  if (as === "text" && changes(args.command))
    tellStop(stop, { args, caller, speak, write: prompt, begun: () => begun });
  const style = { as, verbose: has(args, "verbose"), isTerminal: caller.stderrIsTerminal } as const;
  const emit = createProgress({ write: prompt, style, speak, now: () => Date.now() });
  const noteRun = (run: string | null): void => void (begun = run);
  return { args, speak, caller, stop: stop.signal, emit, prompt, noteRun };
}

function progressAs(args: Args): ProgressStyle["as"] {
  if (has(args, "events")) return "events";
  return has(args, "quiet") ? "nothing" : "text";
}

/** What is seen while it works is marked as practice before the first of it. */
function tellsFirst(args: Args): boolean {
  return isPractice(args) && progressAs(args) === "text";
}
