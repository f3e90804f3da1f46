import type { SpokenStep } from "../../../shared/api/plan-documents.ts";
import { has } from "../args.ts";
import type { Report } from "../command.ts";
import { writeDiff } from "./diff.ts";
import { hasWayBack, stepTitle } from "./step-title.ts";
import { spanOf } from "./span.ts";

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
  writeChange(step, report);
  if (step.visibleAfterSeconds > 0) {
    screen.say(speak.say("plan.visible", { span: spanOf(step.visibleAfterSeconds, speak) }), {
      indent: 5,
    });
  }
  if (typeof step.undo === "string" && hasWayBack(step))
    screen.say(step.undo, { indent: 5, first: `${speak.say("plan.undo")} ` });
  if (typeof step.irreversible === "string") {
    screen.say(step.irreversible, { indent: 5, first: `${speak.say("plan.irreversible")} ` });
  }
}

function writeChange({ before, after }: SpokenStep, { screen, speak, args }: Report): void {
  if (before === after || (before === null && after === null)) return;
  const lines = (after ?? before ?? "").split("\n").length;
  if (lines > LONG_DIFF && !has(args, "explain") && !has(args, "verbose")) {
    screen.say(speak.say("plan.long-diff", { count: lines }), { indent: 5 });
    return;
  }
  writeDiff(screen, before, after, 7);
}
