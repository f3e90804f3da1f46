import type { Refusal } from "../../../shared/api/plan-documents.ts";
import { has } from "../args.ts";
import type { Report } from "../command.ts";
import { sameCommand } from "./command-line.ts";
import { writeReference } from "./plan-facts.ts";

/** Tells why no plan leads there, and what would make one possible. */
export function tellRefusal(
  name: string | null,
  { reasons, wouldHelp }: Refusal,
  report: Report,
): void {
  const { screen, speak, args } = report;
  const isUnbegun = args.command === "renew" && reasons.some(isNoCertificate);
  const values = { name: name ?? "" };
  if (isUnbegun) screen.heading(speak.say("run.nothing-to-renew", values));
  else if (args.command === "renew") screen.heading(speak.say("run.not-renewable", values));
  else screen.heading(speak.say("plan.refused", values));
  writeEach(reasons, report);
  screen.gap();
  if (wouldHelp.length === 0) return;
  screen.heading(speak.say("plan.would-help"));
  writeEach(wouldHelp, report);
  if (isUnbegun) screen.command(sameCommand("apply", args, []), 4);
  screen.gap();
}

function isNoCertificate({ code }: Refusal["reasons"][number]): boolean {
  return code === "no-certificate-of-ours";
}

/** The same help may come from several ways; it is told once. */
function writeEach(texts: Refusal["reasons"], report: Report): void {
  for (const each of new Map(texts.map((one) => [one.text, one])).values()) {
    report.screen.say(each.text, { indent: 2, first: "- " });
    if (has(report.args, "explain")) writeReference(each, 4, report);
  }
}
