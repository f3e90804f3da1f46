import { ERAS } from "../../../shared/domain/era.ts";
import type { PlanDocument } from "../../../shared/api/plan-documents.ts";
import type { Report } from "../command.ts";
import type { Speak } from "../speak.ts";

/** Writes what a plan or its refusal rests on: everything that servers of any age ask on their way now, once. */
export function writePlanFacts({ eras }: PlanDocument, { screen, speak }: Report): void {
  const traces = eras === null ? [] : ERAS.flatMap((era) => eras.now.inbound[era].trace);
  const rows = new Map(
    traces
      .filter(({ answer }) => answer !== "default port")
      .map(({ asked, answer }) => [asked, answerIn(answer, speak)]),
  );
  if (rows.size === 0) return;
  screen.heading(speak.say("plan.facts"));
  screen.table([...rows], 2);
  screen.gap();
}

/** Writes what a reason rests on, where its document names it. */
export function writeReference(of: object, indent: number, { screen, speak }: Report): void {
  const reference: unknown = "reference" in of ? of.reference : null;
  if (typeof reference === "string")
    screen.say(reference, { indent, first: `${speak.say("plan.see")} ` });
}

function answerIn(answer: string, speak: Speak): string {
  if (/^\d+$/.test(answer)) return speak.say("hops.status", { status: answer });
  for (const group of ["rcodes", "hops", "tcp"]) {
    const said = speak.sayCode(group, answer);
    if (said !== answer) return said;
  }
  const title = speak.sayCode("problems", `${answer}.title`);
  return title === `${answer}.title` ? answer : title;
}
