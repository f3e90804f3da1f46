import type { ApprovalRequest, TakenBack } from "../../engine/ports.ts";
import type { Step } from "../../../shared/plan/plan.ts";
import { stepName } from "../../../shared/words/step-name.ts";
import type { Report } from "../command.ts";
import { isPassing } from "../../../shared/run/passing-path.ts";

/**
 * Writes what an approval would allow, by the names and numbers that it has in the plan: the steps, and
 * what nobody can take back; or the things that an undo puts back.
 */
export function writeChanges(
  request: ApprovalRequest,
  report: Pick<Report, "screen" | "speak">,
): void {
  const { screen, speak } = report;
  screen.gap();
  for (const [index, step] of (request.steps ?? []).entries()) writeStep(step, index + 1, report);
  for (const consent of request.consents ?? [])
    screen.say(speak.reason(consent), { indent: 2, first: "! " });
  // Several runs may have touched the same thing, which is put back once.
  for (const text of new Set((request.undo ?? []).flatMap((each) => thingOf(each, speak))))
    screen.say(text, { indent: 2, first: "- " });
  screen.gap();
}

/** What is put back, for people; files that were there only while a run worked are none. */
function thingOf({ machine, path, unit }: TakenBack, speak: Report["speak"]): readonly string[] {
  const where = machine === "web" ? ` (${speak.say("approval.on-web")})` : "";
  if (path !== undefined) return isPassing(path) ? [] : [`${path}${where}`];
  return unit === undefined ? [] : [`${speak.say("approval.service", { unit })}${where}`];
}

function writeStep(
  { id, kind, who, irreversible }: Step,
  number: number,
  { screen, speak }: Pick<Report, "screen" | "speak">,
): void {
  const by = who === "homeport" ? "" : ` (${speak.sayCode("who", who)})`;
  const first = `${String(number).padStart(2)}. `;
  screen.say(`${stepName(id, kind, speak, who)}${by}`, { indent: 2, first });
  if (irreversible === null || who !== "homeport") return;
  const stays = `${speak.say("plan.irreversible")} `;
  screen.say(speak.reason(irreversible), { indent: 6, first: stays });
}
