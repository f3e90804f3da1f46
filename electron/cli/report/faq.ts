import { ErasView } from "../../../shared/api/era-parts.ts";
import type { FaqDocument } from "../../../shared/api/faq-document.ts";
import { has } from "../args.ts";
import type { Report } from "../command.ts";
import { writeEras } from "./era-table.ts";
import { sameCommand } from "./command-line.ts";

/**
 * Tells who reaches the server, then the answers for it: short first, then the facts they turn on, then
 * what differs from 2019; at the end where the server stands in time.
 */
export function reportFaq(document: FaqDocument, report: Report): void {
  const { screen, speak, args } = report;
  const isOne = args.second !== undefined;
  if (!isOne) tellEras(document, report);
  let number = 0;
  for (const [id, { answer, reason, today }] of Object.entries(document.faq)) {
    number += 1;
    screen.heading(`${isOne ? "" : `${number}. `}${speak.sayCode("faq", id)}`);
    screen.say(answer, { indent: 4 });
    screen.say(reason, { indent: 4, first: `${speak.say("faqReport.why")} ` });
    if (isOne || has(args, "verbose"))
      screen.say(today, { indent: 4, first: `${speak.say("faqReport.today")} ` });
    screen.gap();
  }
  if (isOne) return;
  if (document.timeline !== undefined) tellTimeline(document.timeline, report);
  screen.gap();
  screen.say(speak.say("faqReport.plan"));
  screen.command(sameCommand("plan", args, []), 2);
}

function tellEras(document: FaqDocument, { screen, speak }: Report): void {
  const eras = ErasView.safeParse(document["eras"]);
  if (!eras.success) return;
  screen.heading(speak.say("erasReport.title", { name: document.name ?? "" }));
  screen.say(speak.say("eras.intro"), { indent: 2 });
  screen.gap();
  writeEras(screen, speak, eras.data.inbound, null);
  screen.gap();
}

function tellTimeline(
  timeline: NonNullable<FaqDocument["timeline"]>,
  { screen, speak }: Report,
): void {
  screen.heading(speak.say("faqReport.timeline"));
  const rows = timeline.map(({ version, date, code, here }) => [
    here ? screen.style("cyan", "→") : " ",
    date ?? speak.say("faqReport.newest"),
    version,
    `${speak.sayCode("reasons", `timeline-${code}`)}${here ? ` (${speak.say("faqReport.here")})` : ""}`,
  ]);
  screen.table(rows, 2);
}
