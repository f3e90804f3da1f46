import type { CommandResult } from "../engine/command-result.ts";
import { has } from "./args.ts";
import { commandSpec } from "./command-table.ts";
import type { CommandModule, Context } from "./command.ts";
import { nameIn } from "./name-in.ts";
import { ended } from "./outcome.ts";
import { withPracticeState } from "./state-folder.ts";

/**
 * Commands that need practice's folder and not its world: those that only look at what was done, and the
 * wizard, which starts a world of its own once somebody looks.
 */
const WORLDLESS = new Set(["history", "receipt", "serve"]);

/**
 * Runs a command. With `--practice` the embedded world is started around it and every look and login
 * leads there; the world's code is loaded only then.
 */
export async function runModule(module: CommandModule, context: Context): Promise<CommandResult> {
  const { args: given, caller } = context;
  if (!has(given, "practice") || given.command === "practice") return module.run(context);
  const args = withPracticeState(given, caller);
  if (WORLDLESS.has(args.command)) return module.run({ ...context, args });
  const { openPractice } = await import("./practice-session.ts");
  const opened = await openPractice(args, caller);
  if (!opened.ok) return ended(opened.error, nameIn(args));
  const session = opened.value;
  hintNames(context, Object.values(session.world.journeys));
  try {
    return await module.run({ ...context, args: session.argsFor(args, args.argument) });
  } finally {
    await session.close();
  }
}

/** The made-up world has few names; whoever mistypes one is told which. */
function hintNames(
  { args, speak, prompt }: Context,
  journeys: readonly { readonly name: string; readonly host: { readonly host: string } }[],
): void {
  const isAboutName = commandSpec(args.command).argument?.shown === "NAME";
  const isKnown = journeys.some(
    ({ name, host }) => name === args.argument || host.host === args.argument,
  );
  if (!isAboutName || isKnown || has(args, "quiet") || has(args, "events")) return;
  const names = journeys.map(({ name }) => name).join(", ");
  prompt(`${speak.say("shell.practice-names", { names })}\n`);
}
