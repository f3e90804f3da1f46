import { z } from "zod";
import type { SpokenStep } from "../../../shared/api/plan-documents.ts";
import { has } from "../args.ts";
import type { Report } from "../command.ts";
import { headerLines } from "../person-message.ts";
import { writeDiff } from "./diff.ts";
import { writeReference } from "./plan-facts.ts";
import { hasWayBack, stepTitle, wayBackOf } from "./step-title.ts";
import { spanOf } from "./span.ts";
import { writeMessage } from "./waiting.ts";

/** Diffs longer than this many lines are shown under `--explain` and `--verbose` alone. */
const LONG_DIFF = 14;

/** Writes the steps of a plan by phase: who, what and why, before and after, when others see it, and the way back. */
export function writeSteps(steps: readonly SpokenStep[], report: Report): void {
  const { screen, speak } = report;
  const phases = [...new Set(steps.map((step) => step.phase))];
  screen.heading(speak.say("plan.steps", { count: steps.length }));
  for (const phase of phases) {
    if (phases.length > 1) {
      screen.gap();
      screen.heading(speak.say("plan.phase", { phase }));
    }
    for (const step of steps.filter((each) => each.phase === phase))
      writeStep(step, steps.indexOf(step) + 1, report);
  }
  screen.gap();
}

function writeStep(step: SpokenStep, number: number, report: Report): void {
  const { screen, speak } = report;
  const who = speak.sayCode("who", step.who);
  screen.say(`${screen.style("bold", stepTitle(step, speak))} (${who})`, {
    first: `${String(number).padStart(3)}  `,
  });
  screen.say(step.reason, { indent: 5 });
  if (has(report.args, "explain")) writeReference(step, 5, report);
  writeChange(step, report);
  writeHandover(step, report);
  if (step.visibleAfterSeconds > 0) {
    screen.say(speak.say("plan.visible", { span: spanOf(step.visibleAfterSeconds, speak) }), {
      indent: 5,
    });
  }
  if (typeof step.undo === "string" && hasWayBack(step))
    screen.say(step.undo, { indent: 5, first: `${speak.say("plan.undo")} ` });
  if (typeof step.irreversible === "string") {
    screen.say(step.irreversible, { indent: 5, first: `${speak.say(wayBackOf(step))} ` });
  }
}

/** What a person needs who carries a step out: the message to send, the headers of a file, and what shows that it is done. */
function writeHandover(step: SpokenStep, { screen, speak, args }: Report): void {
  if (!has(args, "explain") || step.who === "homeport") return;
  const { message, files = [] } = Handed.safeParse(step).data ?? {};
  if (message !== undefined) {
    screen.say(speak.say("waiting.message"), { indent: 5 });
    screen.gap();
    writeMessage(message, screen, 7);
    screen.gap();
  } else {
    for (const file of files) {
      screen.say(file.url, { indent: 5 });
      writeMessage(headerLines(file, speak).join("\n"), screen, 5);
    }
  }
  if (step.check !== null)
    screen.say(step.check, { indent: 5, first: `${speak.say("plan.done-when")} ` });
}

const Handed = z.looseObject({
  message: z.string().optional(),
  files: z
    .array(z.looseObject({ url: z.string(), headers: z.record(z.string(), z.string()) }))
    .optional(),
});

function writeChange(step: SpokenStep, { screen, speak, args }: Report): void {
  const { after } = step;
  // Who puts a text in place by hand needs all of it, not what differs from an earlier one.
  const isHanded = step.kind === "write-file" && step.who !== "homeport";
  const before = isHanded ? null : step.before;
  if (before === after || (before === null && after === null)) return;
  const lines = (after ?? before ?? "").split("\n").length;
  if (lines > LONG_DIFF && !has(args, "explain") && !has(args, "verbose")) {
    screen.say(speak.say("plan.long-diff", { count: lines }), { indent: 5 });
    return;
  }
  writeDiff(screen, before, after, 7);
}
