import type { CheckDocument, CheckReport } from "../../../shared/api/check-document.ts";
import type { Report } from "../command.ts";
import type { Style } from "../screen.ts";
import { writeEras } from "./era-table.ts";

const VERDICTS: { readonly [verdict in CheckReport["verdict"]]: readonly [string, Style] } = {
  good: ["✓", "green"],
  broken: ["✗", "red"],
  unknown: ["?", "yellow"],
};

/** Tells what a federation check found; its findings are told after it. */
export function reportCheck(document: CheckDocument, report: Report): void {
  tellCheck(document, document.name ?? "", report);
  report.screen.gap();
}

/** Writes the verdict, the addresses and the eras of a check. */
export function tellCheck(check: CheckReport, name: string, { screen, speak }: Report): void {
  const [mark, style] = VERDICTS[check.verdict];
  const verdict = speak.sayCode("check", check.verdict, { name });
  screen.say(screen.style("bold", verdict), { first: `${screen.style(style, mark)} ` });
  if (check.addresses.length > 0) {
    screen.gap();
    screen.table(
      check.addresses.map((each) => addressRow(each, speak)),
      2,
    );
  }
  if (check.eras !== null) {
    screen.gap();
    screen.heading(speak.say("check.eras-title"));
    writeEras(screen, speak, check.eras, null);
  }
}

function addressRow(
  each: CheckReport["addresses"][number],
  speak: Report["speak"],
): readonly string[] {
  const { tls } = each;
  const life = tls?.lifeLeftShare ?? null;
  const parts = [
    speak.sayCode("tcp", each.tcp),
    ...(tls === null ? [] : [tlsOf(tls, speak)]),
    ...(life === null ? [] : [speak.say("check.life", { share: Math.round(life * 100) })]),
    ...(typeof each.version === "string" ? [each.version] : []),
  ];
  return [each.address, parts.join(", ")];
}

function tlsOf(
  tls: NonNullable<CheckReport["addresses"][number]["tls"]>,
  speak: Report["speak"],
): string {
  if (tls.matches === false) return speak.say("check.tls-other-name");
  if (tls.complete === false) return speak.say("check.tls-incomplete");
  return speak.sayCode("tlsIssuers", tls.issuerKind ?? "unknown");
}
