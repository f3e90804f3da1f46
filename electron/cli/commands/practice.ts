import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { problem } from "../../../shared/problems/problem.ts";
import { EXIT, type CommandResult } from "../../engine/command-result.ts";
import { PracticeDocument } from "../../../shared/api/run-documents.ts";
import { has, one, type Args } from "../args.ts";
import type { Context } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { badUsage, ended } from "../outcome.ts";
import { plantFault, readFault, type PracticeFault } from "../practice-fault.ts";
import { openPractice, type PracticeSession } from "../practice-session.ts";
import { reportPractice } from "../report/practice.ts";
import { command as apply } from "./apply.ts";
import { command as plan } from "./plan.ts";
import { command as undo } from "./undo.ts";

/** Journeys that are played. */
type Letter = keyof PracticeSession["world"]["journeys"];

const LETTERS: readonly Letter[] = ["a", "b", "c"];

/** What is played where no journey is named. */
const USUAL: readonly Letter[] = ["a", "b"];

/** `homeport practice [a|b|c]`: plays the whole job on the embedded world; asks nothing, leaves this computer alone. */
export const command = defineCommand(PracticeDocument, {
  run: async (context) => {
    const { args, speak } = context;
    const letters = lettersOf(args.argument);
    if (letters === null) {
      return badUsage(
        { why: "journey-unknown", command: "practice", data: { given: args.argument } },
        speak,
      );
    }
    const fault = one(args, "fault");
    const read = fault === null ? null : readFault(fault);
    if (fault !== null && read === null) {
      const data = { option: "--fault", shown: "STEP:KIND", given: fault };
      return badUsage({ why: "value-bad", command: "practice", data }, speak);
    }
    return playAll({ ...context, args: await withOwnState(args) }, letters, read);
  },
  report: reportPractice,
});

function lettersOf(given: string | null): readonly Letter[] | null {
  if (given === null) return USUAL;
  const letter = LETTERS.find((each) => each === given);
  return letter === undefined ? null : [letter];
}

async function withOwnState(args: Args): Promise<Args> {
  if (has(args, "state")) return args;
  const folder = await mkdtemp(join(tmpdir(), "homeport-practice-"));
  return { ...args, options: { ...args.options, state: [folder] } };
}

async function playAll(
  context: Context,
  letters: readonly Letter[],
  fault: PracticeFault | null,
): Promise<CommandResult> {
  const opened = await openPractice(context.args, context.caller);
  if (!opened.ok) return ended(opened.error);
  const session = opened.value;
  const unknown = fault === null ? null : await unknownStep(context, session, letters, fault.step);
  if (unknown !== null) {
    await session.close();
    return unknown;
  }
  const played: (CommandResult & { readonly journey: Letter })[] = [];
  try {
    for (const letter of letters) {
      if (context.stop.aborted) break;
      played.push({ journey: letter, ...(await play(context, session, letter, fault)) });
    }
  } finally {
    await session.close();
  }
  const exit = played.find((each) => each.exit !== EXIT.good)?.exit;
  return {
    exit: exit ?? (context.stop.aborted ? EXIT.stopped : EXIT.good),
    name: null,
    problems: played.flatMap((each) => each.problems),
    document: {
      practice: true,
      journeys: played.map(({ journey, name, document }) => ({ journey, name, ...document })),
    },
  };
}

/** A fault at a step that no plan of these journeys has would never come. */
async function unknownStep(
  context: Context,
  session: PracticeSession,
  letters: readonly Letter[],
  step: string,
): Promise<CommandResult | null> {
  const steps = new Set<string>();
  for (const letter of letters) {
    const { name } = session.world.journeys[letter];
    const args = session.argsFor(plain("plan", name, context.args), name);
    const { document } = await plan.run({ ...context, args, emit: () => {} });
    for (const { id } of Steps.safeParse(document).data?.steps ?? []) steps.add(id);
  }
  if (steps.size === 0 || steps.has(step)) return null;
  return ended(problem("step-unknown", { step, steps: [...steps].join(", ") }));
}

const Steps = z.looseObject({ steps: z.array(z.looseObject({ id: z.string() })) });

async function play(
  context: Context,
  session: PracticeSession,
  letter: Letter,
  fault: PracticeFault | null,
): Promise<CommandResult> {
  const { name, host } = session.world.journeys[letter];
  const at = host.host;
  const args = session.argsFor(plain("apply", name, context.args), name);
  const planted = fault === null ? null : plantFault(session.world, at, fault);
  const emit: Context["emit"] = (event) => {
    planted?.(event);
    context.emit(event);
  };
  const applied = await apply.run({ ...context, args, emit });
  if (!has(context.args, "undo") || applied.exit !== EXIT.good) return applied;
  const run = applied.document["run"];
  const taken = session.argsFor(
    plain("undo", typeof run === "string" ? run : name, context.args),
    name,
  );
  const undone = await undo.run({ ...context, args: taken });
  return {
    ...applied,
    exit: undone.exit,
    problems: [...applied.problems, ...undone.problems],
    document: {
      ...applied.document,
      outcome: undone.document["outcome"] ?? applied.document["outcome"],
      undone: undone.document,
    },
  };
}

/** A command line for one step of practice: approved, in the same state folder, and practice to everybody who looks. */
function plain(step: Args["command"], argument: string, { options }: Args): Args {
  const { state = [], timeout } = options;
  return {
    command: step,
    argument,
    options: { yes: [""], practice: [""], state, ...(timeout === undefined ? {} : { timeout }) },
  };
}
