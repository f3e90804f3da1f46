import { ERAS, type Era } from "../../../shared/domain/era.ts";
import type { InboundEras } from "../../../shared/api/era-parts.ts";
import type { ErasDocument } from "../../../shared/api/eras-document.ts";
import { has } from "../args.ts";
import type { Report } from "../command.ts";
import { tellOutbound } from "./check.ts";
import { eraName, verdict, writeEras } from "./era-table.ts";
import { writeWays } from "./era-ways.ts";
import { stepName } from "../../../shared/words/step-name.ts";

/** Tells how servers of each generation reach a name: now, after each step of its plan, and at the end. */
export function reportEras({ name, eras }: ErasDocument, report: Report): void {
  const { screen, speak } = report;
  const { inbound, outbound, afterStep = {}, end } = eras;
  const changes = Object.keys(afterStep).length > 0;
  screen.heading(speak.say("erasReport.title", { name: name ?? "" }));
  screen.say(speak.say("eras.intro"), { indent: 2 });
  screen.gap();
  writeEras(screen, speak, inbound, changes ? (end?.inbound ?? null) : null);
  tellSteps(inbound, afterStep, report);
  screen.gap();
  screen.heading(speak.say("erasReport.how"));
  writeWays(inbound, report);
  if (changes && end !== undefined) {
    screen.gap();
    screen.heading(speak.say("erasReport.how-after"));
    writeWays(end.inbound, report);
  }
  if (has(report.args, "verbose")) for (const era of ERAS) tellTrace(era, inbound, report);
  if (outbound !== undefined) tellOutbound(outbound, report);
  screen.gap();
}

/** The steps after which something is different for somebody. */
function tellSteps(
  now: InboundEras,
  afterStep: NonNullable<ErasDocument["eras"]["afterStep"]>,
  { screen, speak }: Report,
): void {
  let before = now;
  for (const [step, view] of Object.entries(afterStep)) {
    const changed = ERAS.filter((era) => view.inbound[era].verdict !== before[era].verdict);
    before = view.inbound;
    if (changed.length === 0) continue;
    screen.gap();
    screen.say(speak.say("erasReport.after", { step: stepName(step, null, speak) }));
    const rows = changed.map((era) => [
      eraName(speak, era),
      verdict(screen, speak, view.inbound[era].verdict),
    ]);
    screen.table(rows, 2);
  }
}

/** What was asked and answered, as it was. */
function tellTrace(era: Era, inbound: InboundEras, { screen, speak }: Report): void {
  screen.gap();
  screen.say(screen.style("bold", eraName(speak, era)), { first: "- " });
  screen.table(
    inbound[era].trace.map(({ asked, answer, took }) => [took ? "→" : " ", asked, answer]),
    4,
  );
}
