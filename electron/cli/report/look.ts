import type { LookDocument } from "../../../shared/api/look-document.ts";
import { ErasView } from "../../../shared/api/era-parts.ts";
import type { Report } from "../command.ts";
import { writeEras } from "./era-table.ts";
import { tellHost } from "./look-host.ts";
import { tellFacts } from "./look-facts.ts";

/** Tells who reaches the name, then the machine, then what was seen, what matters most first. */
export function reportLook(document: LookDocument, report: Report): void {
  const { screen, speak } = report;
  if (Object.keys(document.facts).length === 0) return;
  const eras = ErasView.safeParse(document["eras"]);
  if (eras.success) {
    screen.heading(speak.say("erasReport.title", { name: document.name ?? "" }));
    screen.say(speak.say("eras.intro"), { indent: 2 });
    screen.gap();
    // Where nothing is wrong, whoever does not come was not to come.
    const isBroken = document.problems.some(({ severity }) => severity === "error");
    writeEras(screen, speak, eras.data.inbound, null, () => isBroken);
    screen.gap();
  }
  if (document.host !== null) tellHost(document.host, report);
  tellFacts(document.facts, document.name ?? "", report);
  screen.gap();
  const out: unknown = document["out"];
  if (typeof out === "string") screen.say(speak.say("look.written", { path: out }));
}
