import { ERAS, type Era } from "../../../shared/domain/era.ts";
import type { InboundEras } from "../../../shared/api/era-parts.ts";
import type { ErasDocument } from "../../../shared/api/eras-document.ts";
import { EXIT } from "../../engine/command-result.ts";
import { has } from "../args.ts";
import type { Report } from "../command.ts";
import { tellOutbound } from "./check.ts";
import { aimedVerdict, eraName, writeEras } from "./era-table.ts";
import { writeWays } from "./era-ways.ts";
import { stepName } from "../../../shared/words/step-name.ts";

/** Tells how servers of each generation reach a name: now, after each step of its plan, and at the end. */
export function reportEras(document: ErasDocument, report: Report): void {
  const { screen, speak } = report;
  const { name, eras } = document;
  const { inbound, outbound, afterStep = {}, end } = eras;
  const isAimedAt = aimedAtBy(document);
  const changes = Object.keys(afterStep).length > 0;
  screen.heading(speak.say("erasReport.title", { name: name ?? "" }));
  screen.say(speak.say("eras.intro"), { indent: 2 });
  screen.gap();
  writeEras(screen, speak, inbound, changes ? (end?.inbound ?? null) : null, isAimedAt);
  tellSteps(inbound, afterStep, report, isAimedAt);
  screen.gap();
  screen.heading(speak.say("erasReport.how"));
  writeWays(inbound, report, changes ? undefined : isAimedAt);
  if (changes && end !== undefined) {
    screen.gap();
    screen.heading(speak.say("erasReport.how-after"));
    writeWays(end.inbound, report, isAimedAt);
  }
  if (has(report.args, "verbose")) for (const era of ERAS) tellTrace(era, inbound, report);
  if (outbound !== undefined) tellOutbound(outbound, report);
  screen.gap();
}

/**
 * Which servers are aimed at: a plan brings all of those in, so whoever stays away at its end is none of
 * them; and without changes the exit code says whether one of them is missing (`cli.md`, "Exit codes").
 */
function aimedAtBy(document: ErasDocument): (era: Era) => boolean {
  const { afterStep = {}, end } = document.eras;
  const isPlanned = end !== undefined && Object.keys(afterStep).length > 0;
  return isPlanned
    ? (era) => end.inbound[era].verdict === "reached"
    : () => document["exit"] !== EXIT.good;
}

/** The steps after which something is different for somebody. */
function tellSteps(
  now: InboundEras,
  afterStep: NonNullable<ErasDocument["eras"]["afterStep"]>,
  { screen, speak }: Report,
  isAimedAt: (era: Era) => boolean,
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
      aimedVerdict(screen, speak, view.inbound[era], isAimedAt(era)),
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
