import { z } from "zod";
import { Refusal } from "../../../shared/api/plan-documents.ts";
import type { Run, RunDocument } from "../../../shared/api/run-documents.ts";
import { stepName } from "../../../shared/words/step-name.ts";
import { preflightRows } from "./preflight-rows.ts";
import { has } from "../args.ts";
import type { Report } from "../command.ts";
import { tellCheck, tellLogin } from "./check.ts";
import { sameFolder } from "../finish-run.ts";
import { showProblems } from "../show-problems.ts";
import { sameCommand, word } from "./command-line.ts";
import { dayOf } from "./span.ts";
import { tellRefusal } from "./refusal.ts";
import { writeWaiting } from "./waiting.ts";

/** What must stand first: until somebody renews the certificate, that nobody does. */
export function leadOfRun(run: Run, { speak }: Report): string | null {
  const date = endsOn(run);
  return date === null ? null : speak.say("run.nobody-renews", { date });
}

/** The day on which the certificate of a run ends, where nobody renews it; else null. */
function endsOn({ certificate, outcome }: Run): string | null {
  if (certificate === null || outcome !== "kept" || certificate.notAfter === null) return null;
  return (certificate.renewal?.tool ?? null) === null ? dayOf(certificate.notAfter) : null;
}

/** Tells how a run ended, what others see now, how to log in, and the way back. */
export function reportRun(document: RunDocument, report: Report): void {
  const refused = Refused.safeParse(document);
  if (refused.success) tellRefusal(document.name, refused.data.refusal, report);
  // Its finding says that nothing was begun; once is enough.
  else if (!isUnbegun(document)) tellRun(document, document.name ?? "", report);
}

/** Ctrl+C came before anything was begun. */
function isUnbegun({ problems }: RunDocument): boolean {
  return problems.some(({ code, data }) => code === "interrupted" && data["begun"] === false);
}

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
        : speak.sayCode("run", endedAs(run.outcome, report), { name }),
    );
  } else screen.heading(speak.say("run.not-begun"));
  if (run.waiting !== null) writeWaiting(run.waiting, report);
  if (run.report !== null) {
    screen.gap();
    tellCheck(run.report, name, report);
  }
  if (run.login?.proven === true) tellLogin(run.login.homeserver, report);
  if (run.report?.problems) showProblems(run.report.problems, { ...report, gap: true });
  tellRenewal(run, name, report);
  tellWayBack(run, report);
  screen.gap();
}

function tellPreflight(run: Run, { screen, speak, args }: Report): void {
  screen.heading(speak.say("run.dry", { count: run.steps.length }));
  screen.table(preflightRows(run.preflight, speak), 2);
  if (args.command === "renew" && run.steps.length > 0) {
    screen.gap();
    screen.heading(speak.say("run.steps"));
    for (const [index, { id }] of run.steps.entries())
      screen.say(stepName(id, null, speak), { indent: 2, first: `${index + 1}. ` });
  }
  if (run.digest === null) return;
  screen.gap();
  const renews = args.command === "renew";
  screen.say(speak.say(renews ? "run.next-renew" : "plan.next"));
  screen.command(sameCommand(renews ? "renew" : "apply", args, [`--approve ${run.digest}`]), 2);
}

function endedAs(outcome: string, { args }: Report): string {
  return outcome === "kept" && args.command === "renew" ? "renewed" : outcome;
}

function tellRenewal(run: Run, name: string, { screen, speak, args }: Report): void {
  const date = endsOn(run);
  if (date === null || run.undo === null) return;
  screen.gap();
  screen.say(speak.say("run.renew-by", { date }));
  const folder = run.undo.replace(/^homeport undo \S+/, "") || sameFolder(args);
  screen.command(`homeport renew ${word(name)}${folder}`, 2);
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
  screen.command(run.undo, 2);
}
