import type { FaqDocument } from "../../../shared/api/faq-document.ts";
import { has } from "../args.ts";
import type { Report } from "../command.ts";

/** Tells the answers for this server: short first, then the facts they turn on, then what differs from 2019. */
export function reportFaq({ faq, timeline }: FaqDocument, report: Report): void {
  const { screen, speak, args } = report;
  for (const [id, { answer, reason, today }] of Object.entries(faq)) {
    screen.heading(speak.sayCode("faq", id));
    screen.say(answer, { indent: 2 });
    screen.say(reason, { indent: 2 });
    if (args.second !== undefined || has(args, "verbose")) {
      screen.say(today, { indent: 2, first: `${speak.say("faqReport.today")} ` });
    }
    screen.gap();
  }
  if (timeline !== undefined && args.second === undefined) tellTimeline(timeline, report);
}

function tellTimeline(
  timeline: NonNullable<FaqDocument["timeline"]>,
  { screen, speak }: Report,
): void {
  screen.heading(speak.say("faqReport.timeline"));
  const rows = timeline.map(({ version, date, code, here }) => [
    here ? screen.style("cyan", "→") : " ",
    date ?? "",
    version,
    `${speak.sayCode("reasons", `timeline-${code}`)}${here ? ` (${speak.say("faqReport.here")})` : ""}`,
  ]);
  screen.table(rows, 2);
}
