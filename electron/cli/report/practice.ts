import { z } from "zod";
import { UndoKeys, type PracticeDocument } from "../../../shared/api/run-documents.ts";
import type { Report } from "../command.ts";
import { leadOfRun, tellRun } from "./run.ts";
import { tellUndo } from "./undo.ts";

const Named = z.looseObject({ name: z.string() });

/** Tells each journey: how it ended, what others see, and the way back. */
export function reportPractice({ journeys }: PracticeDocument, report: Report): void {
  const { screen, speak } = report;
  for (const run of journeys) {
    const name = Named.safeParse(run).data?.name ?? "";
    screen.gap();
    screen.heading(speak.say("practice.journey", { journey: run.journey, name }));
    const undone = UndoKeys.safeParse(run["undone"]);
    const lead = undone.success ? null : leadOfRun(run, report);
    if (lead !== null) screen.say(lead);
    // What is taken back already needs no way back.
    tellRun(undone.success ? { ...run, outcome: "kept", undo: null } : run, name, report);
    if (undone.success) tellUndo(undone.data, report);
  }
  if (journeys.length === 0) return;
  // A run ends in a free line, an undo does not.
  if (journeys.some((run) => run["undone"] !== undefined)) screen.gap();
  screen.say(speak.say("practice.your-own"));
  screen.command("homeport plan YOUR-NAME --host root@YOUR-MACHINE", 2);
}
