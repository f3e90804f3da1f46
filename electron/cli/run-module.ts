import type { CommandResult } from "../engine/command-result.ts";
import { has } from "./args.ts";
import type { CommandModule, Context } from "./command.ts";
import { nameIn } from "./name-in.ts";
import { ended } from "./outcome.ts";

/** Commands that only look at what was done: in practice they need its folder and not its world. */
const LOOK_BACK = new Set(["history", "receipt"]);

/**
 * Runs a command. With `--practice` the embedded world is started around it and every look and login
 * leads there; the world's code is loaded only then.
 */
export async function runModule(module: CommandModule, context: Context): Promise<CommandResult> {
  const { args: given, caller } = context;
  if (!has(given, "practice") || given.command === "practice") return module.run(context);
  const { openPractice, withPracticeState } = await import("./practice-session.ts");
  const args = withPracticeState(given, caller);
  if (LOOK_BACK.has(args.command)) return module.run({ ...context, args });
  const opened = await openPractice(args, caller);
  if (!opened.ok) return ended(opened.error, nameIn(args));
  const session = opened.value;
  try {
    return await module.run({ ...context, args: session.argsFor(args, args.argument) });
  } finally {
    await session.close();
  }
}
