import { join } from "node:path";
import { z } from "zod";
import { claimWizard } from "../../adapters/wizard-claim.ts";
import { EXIT, type CommandResult } from "../../engine/command-result.ts";
import { serveWizard } from "../../web/serve.ts";
import { has, one } from "../args.ts";
import { tellBug } from "../bug-report.ts";
import type { Context } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { ended } from "../outcome.ts";
import { optionsToRemember } from "../remember.ts";
import { acmeChoice } from "../request.ts";
import { stateFolder } from "../state-folder.ts";
import { readWorld } from "../world-options.ts";

/** The built page beside the built command line. */
const PAGE = join(import.meta.dirname, "..", "renderer");

/** `homeport serve`: the wizard on a local page, until it is stopped. */
export const command = defineCommand(z.looseObject({}), {
  run: serveAlone,
  report: () => undefined,
});

/** One wizard serves a state folder: `state-claimed` where another one does, in a window or on a page. */
async function serveAlone(context: Context): Promise<CommandResult> {
  const claim = await claimWizard(stateFolder(context.args, context.caller));
  if (!claim.ok) return ended(claim.error);
  try {
    return await serve(context);
  } finally {
    await claim.value.release();
  }
}

async function serve(context: Context): Promise<CommandResult> {
  const { args, caller, speak, stop, prompt } = context;
  const world = await readWorld(context);
  if (!world.ok) return ended(world.error);
  const state = stateFolder(args, caller);
  const served = await serveWizard({
    real: {
      ...world.value,
      stateFolder: state,
      stop,
      acme: acmeChoice(args),
      remember: optionsToRemember(args, caller),
    },
    page: PAGE,
    port: Number(one(args, "port") ?? "0"),
    opens: !has(args, "no-open"),
    // A page in a browser gets no rights of root over real machines unless that is asked for.
    practiceOnly: has(args, "practice") || (process.getuid?.() === 0 && !has(args, "as-root")),
    practice: has(args, "practice"),
    language: one(args, "lang") ?? "en",
    command: `${caller.program} serve`,
    tell: (line) => void process.stdout.write(`${JSON.stringify(line)}\n`),
    noteRun: context.noteRun,
    tellBug: async (thrown) => void (await tellBug(thrown, state, Date.now())),
  });
  if (!served.ok) return ended(served.error);
  const isSpoken = !has(args, "quiet") && !has(args, "events") && !has(args, "json");
  if (isSpoken && !stop.aborted) prompt(`${speak.say("shell.serving")}\n`);
  await stopped(stop);
  await served.value.close();
  return { exit: EXIT.good, name: null, problems: [], document: {} };
}

function stopped(stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener("abort", () => resolve(), { once: true });
  });
}
