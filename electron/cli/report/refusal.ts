import type { Refusal } from "../../../shared/api/plan-documents.ts";
import type { Report } from "../command.ts";
import { sameCommand } from "./command-line.ts";

/** Tells why no plan leads there, and what would make one possible. */
export function tellRefusal(
  name: string | null,
  { reasons, wouldHelp }: Refusal,
  { screen, speak, args }: Report,
): void {
  const isUnbegun = args.command === "renew" && reasons.some(isNoCertificate);
  const values = { name: name ?? "" };
  if (isUnbegun) screen.heading(speak.say("run.nothing-to-renew", values));
  else if (args.command === "renew") screen.heading(speak.say("run.not-renewable", values));
  else screen.heading(speak.say("plan.refused", values));
  for (const text of textsOf(reasons)) screen.say(text, { indent: 2, first: "- " });
  screen.gap();
  if (wouldHelp.length === 0) return;
  screen.heading(speak.say("plan.would-help"));
  for (const text of textsOf(wouldHelp)) screen.say(text, { indent: 2, first: "- " });
  if (isUnbegun) screen.command(sameCommand("apply", args, []), 4);
  screen.gap();
}

function isNoCertificate({ code }: Refusal["reasons"][number]): boolean {
  return code === "no-certificate-of-ours";
}

/** The same help may come from several ways; it is told once. */
function textsOf(reasons: Refusal["reasons"]): readonly string[] {
  return [...new Set(reasons.map(({ text }) => text))];
}
