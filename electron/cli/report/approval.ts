import type { ApprovalRequest } from "../../engine/ports.ts";
import type { Step } from "../../../shared/plan/plan.ts";
import type { Report } from "../command.ts";
import { hasWayBack, stepTitle } from "./step-title.ts";

/** Writes every change that an approval would allow: the steps with their ways back, or what an undo puts back. */
export function writeChanges(
  request: ApprovalRequest,
  report: Pick<Report, "screen" | "speak">,
): void {
  const { screen, speak } = report;
  const steps = (request.steps ?? []).filter((step) => step.kind !== "prove");
  screen.gap();
  for (const [index, step] of steps.entries()) writeStep(step, index + 1, report);
  for (const consent of request.consents ?? [])
    screen.say(speak.reason(consent), { indent: 2, first: "! " });
  for (const { machine, path, unit } of request.undo ?? []) {
    const text = path ?? (unit === undefined ? "" : speak.say("approval.service", { unit }));
    const where = machine === "web" ? ` (${speak.say("approval.on-web")})` : "";
    if (text !== "") screen.say(`${text}${where}`, { indent: 2, first: "- " });
  }
  screen.gap();
}

function writeStep(
  step: Step,
  number: number,
  { screen, speak }: Pick<Report, "screen" | "speak">,
): void {
  screen.say(`${stepTitle(step, speak)} (${speak.sayCode("who", step.who)})`, {
    indent: 2,
    first: `${number}. `,
  });
  if (step.undo !== null && hasWayBack(step)) {
    screen.say(speak.reason(step.undo), { indent: 5, first: `${speak.say("plan.undo")} ` });
  }
  if (step.irreversible !== null) {
    const first = `${speak.say("plan.irreversible")} `;
    screen.say(speak.reason(step.irreversible), { indent: 5, first });
  }
}
