import { ERAS, type Era } from "../../../shared/domain/era.ts";
import type { InboundEras } from "../../../shared/api/era-parts.ts";
import type { ErasDocument } from "../../../shared/api/eras-document.ts";
import { has } from "../args.ts";
import type { Report } from "../command.ts";
import { tellOutbound } from "./check.ts";
import { eraName, verdict, writeEras } from "./era-table.ts";
import { spanOf } from "./span.ts";
import { stepName } from "../../../shared/words/step-name.ts";

/** Tells how servers of each generation reach a name: now, after each step of its plan, and at the end. */
export function reportEras({ name, eras }: ErasDocument, report: Report): void {
  const { screen, speak } = report;
  const { inbound, outbound, afterStep = {}, end } = eras;
  screen.heading(speak.say("erasReport.title", { name: name ?? "" }));
  writeEras(screen, speak, inbound, end?.inbound ?? null);
  tellSteps(inbound, afterStep, report);
  screen.gap();
  screen.heading(speak.say("erasReport.how"));
  for (const era of ERAS) tellWay(era, inbound, report);
  if (outbound !== undefined) tellOutbound(outbound, report);
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

function tellWay(era: Era, inbound: InboundEras, { screen, speak, args }: Report): void {
  const { target, sni, hostHeader, certificateName, cachedForSeconds, trace } = inbound[era];
  screen.say(screen.style("bold", eraName(speak, era)), { first: "- " });
  if (target !== null) {
    const values = {
      sni: sni ?? "-",
      host: hostHeader ?? "-",
      addresses: target.addresses.join(", "),
      target: target.host,
    };
    const asks = target.addresses.length === 0 ? "erasReport.lost" : "erasReport.asks";
    screen.say(speak.say(asks, values), { indent: 2 });
    const key = certificateName === null ? "erasReport.unchecked" : "erasReport.certificate";
    screen.say(speak.say(key, { name: certificateName }), { indent: 2 });
  }
  if (cachedForSeconds !== null) {
    screen.say(speak.say("erasReport.kept", { span: spanOf(cachedForSeconds, speak) }), {
      indent: 2,
    });
  }
  if (!has(args, "verbose")) return;
  screen.table(
    trace.map(({ asked, answer, took }) => [took ? "→" : " ", asked, answer]),
    4,
  );
}
