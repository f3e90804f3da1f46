import { z } from "zod";
import { Refusal } from "../../../shared/api/plan-documents.ts";
import type { Run, RunDocument } from "../../../shared/api/run-documents.ts";
import { has } from "../args.ts";
import type { Report } from "../command.ts";
import { tellCheck, tellLogin } from "./check.ts";
import { sameFolder } from "../finish-run.ts";
import { showProblems } from "../show-problems.ts";
import { sameCommand } from "./command-line.ts";
import { dayOf } from "./span.ts";
import { tellRefusal } from "./refusal.ts";
import { writeWaiting } from "./waiting.ts";

/** What must stand first: until somebody renews the certificate, that nobody does. */
export function leadOfRun(run: Run, { speak, args }: Report): string | null {
  const { certificate, outcome } = run;
  if (certificate === null || outcome !== "kept" || certificate.notAfter === null) return null;
  if ((certificate.renewal?.tool ?? null) !== null) return null;
  return speak.say("run.nobody-renews", {
    date: dayOf(certificate.notAfter),
    name: Named.safeParse(run).data?.name ?? certificate.names[0] ?? "",
    folder: run.undo?.replace(/^homeport undo \S+/, "") ?? sameFolder(args),
  });
}

/** Tells how a run ended, what others see now, how to log in, and the way back. */
export function reportRun(document: RunDocument, report: Report): void {
  const refused = Refused.safeParse(document);
  if (refused.success) tellRefusal(document.name, refused.data.refusal, report);
  else tellRun(document, document.name ?? "", report);
}

const Named = z.looseObject({ name: z.string() });

/** A run that was not begun because no plan leads there. */
const Refused = z.looseObject({ refusal: Refusal });

/** Writes one run. */
export function tellRun(run: Run, name: string, report: Report): void {
  const { screen, speak, args } = report;
  if (has(args, "dry-run")) tellPreflight(run, report);
  else if (run.outcome !== null) {
    const nothing = run.run === null && run.outcome === "kept";
    screen.heading(
      nothing
        ? speak.say("run.nothing-to-do", { name })
        : speak.sayCode("run", run.outcome, { name }),
    );
  } else screen.heading(speak.say("run.not-begun"));
  if (run.waiting !== null) writeWaiting(run.waiting, report);
  if (run.report !== null) {
    screen.gap();
    tellCheck(run.report, name, report);
  }
  if (run.login?.proven === true) tellLogin(run.login.homeserver, report);
  if (run.report?.problems) showProblems(run.report.problems, { ...report, gap: true });
  tellWayBack(run, report);
  screen.gap();
}

function tellPreflight(run: Run, { screen, speak, args }: Report): void {
  screen.heading(speak.say("run.dry", { count: run.steps.length }));
  const rows = run.preflight.map((each) => [
    speak.sayCode("preflight", each.check),
    `${speak.sayCode("states", each.state)}${each.problem === null ? "" : `: ${each.problem.title}`}`,
  ]);
  screen.table(rows, 2);
  if (run.digest === null) return;
  screen.gap();
  screen.say(speak.say("plan.next"));
  screen.verbatim(sameCommand("apply", args, [`--approve ${run.digest}`]), 2);
}

function tellWayBack(run: Run, { screen, speak }: Report): void {
  if (run.receipt !== null) {
    screen.gap();
    screen.say(speak.say("run.receipt"));
    screen.verbatim(run.receipt, 2);
  }
  if (run.undo === null) return;
  screen.gap();
  screen.say(speak.say("run.undo"));
  screen.verbatim(run.undo, 2);
}
