import type { Refusal } from "../../../shared/api/plan-documents.ts";
import type { Report } from "../command.ts";

/** Tells why no plan leads there, and what would make one possible. */
export function tellRefusal(
  name: string | null,
  { reasons, wouldHelp }: Refusal,
  { screen, speak }: Report,
): void {
  screen.heading(speak.say("plan.refused", { name: name ?? "" }));
  for (const text of textsOf(reasons)) screen.say(text, { indent: 2, first: "- " });
  screen.gap();
  if (wouldHelp.length === 0) return;
  screen.heading(speak.say("plan.would-help"));
  for (const text of textsOf(wouldHelp)) screen.say(text, { indent: 2, first: "- " });
  screen.gap();
}

/** The same help may come from several ways; it is told once. */
function textsOf(reasons: Refusal["reasons"]): readonly string[] {
  return [...new Set(reasons.map(({ text }) => text))];
}
