import { z } from "zod";
import type { CheckDocument, CheckReport } from "../../../shared/api/check-document.ts";
import { ERAS } from "../../../shared/domain/era.ts";
import { isPractice } from "../args.ts";
import type { Report } from "../command.ts";
import type { Style } from "../screen.ts";
import { marked, writeEras } from "./era-table.ts";
import { dayOf } from "./span.ts";

const VERDICTS: { readonly [verdict in CheckReport["verdict"]]: readonly [string, Style] } = {
  good: ["✓", "green"],
  broken: ["✗", "red"],
  unknown: ["?", "yellow"],
};

/** Tells what a federation check found; its findings are told after it. */
export function reportCheck(document: CheckDocument, report: Report): void {
  tellCheck(document, document.name ?? "", report);
  if (document.outbound !== null) tellOutbound(document.outbound, report);
  if (document.client?.proven === true) tellLogin(document.client.homeserver, report);
  report.screen.gap();
}

type Outbound = NonNullable<CheckReport["outbound"]>;

/** Writes the address that people log in with. */
export function tellLogin(url: string, { screen, speak }: Report): void {
  screen.gap();
  screen.say(speak.say("run.login"));
  screen.verbatim(url, 2);
}

/** Writes the verdict, the addresses and the eras of a check. */
export function tellCheck(check: CheckReport, name: string, report: Report): void {
  const { screen, speak } = report;
  const [mark, style] = VERDICTS[check.verdict];
  const finding = speak.sayCode("check", isOnlyToday(check) ? "broken-today" : check.verdict, {
    name,
  });
  screen.say(screen.style("bold", finding), { first: `${screen.style(style, mark)} ` });
  if (check.addresses.length > 0) {
    screen.gap();
    screen.table(
      check.addresses.map((each) => addressRow(each, report)),
      2,
    );
  }
  if (check.eras !== null) {
    screen.gap();
    screen.heading(speak.say("check.eras-title"));
    // Where the finding is good, whoever does not come was not to come.
    writeEras(screen, speak, check.eras.inbound, null, () => check.verdict !== "good");
    screen.say(speak.say("eras.versions"), { indent: 2 });
  }
}

/** Older servers do reach it: said first, as the table below shows it. */
function isOnlyToday({ verdict, eras }: CheckReport): boolean {
  if (verdict !== "broken" || eras === null) return false;
  const isReached = (era: (typeof ERAS)[number]): boolean =>
    eras.inbound[era].verdict === "reached";
  return !isReached("1.93") && ERAS.some(isReached);
}

/** Whom the server itself reaches, by how its peers are set up. */
export function tellOutbound(outbound: Outbound, { screen, speak }: Report): void {
  screen.gap();
  screen.heading(speak.say("check.outbound-title"));
  const rows = ERAS.map((era) => {
    const { verdict: code, why } = outbound[era];
    const peers = speak.sayCode("peers", era.replace(".", "-"));
    const reason = code === "reached" ? "" : `: ${speak.sayCode("outbound", why)}`;
    return [marked(screen, code, speak.sayCode("outboundVerdicts", code)), `${peers}${reason}`];
  });
  screen.table(rows, 2);
}

function addressRow(
  each: CheckReport["addresses"][number],
  { speak, args }: Report,
): readonly string[] {
  const { tls } = each;
  const software = each.version?.software ?? null;
  const life = tls?.lifeLeftShare ?? null;
  const parts = [
    speak.sayCode("tcp", each.tcp),
    ...(tls === null ? [] : [tlsOf(tls, isPractice(args), speak)]),
    ...(life === null ? [] : [lifeOf(life, tls?.chain?.[0], speak)]),
    ...(software === null ? [] : [software]),
  ];
  return [each.address, parts.join(", ")];
}

function lifeOf(life: number, own: unknown, speak: Report["speak"]): string {
  const share = Math.round(life * 100);
  const ends = Ending.safeParse(own).data?.notAfter ?? null;
  return ends === null
    ? speak.say("check.life", { share })
    : speak.say("check.life-until", { share, date: dayOf(ends) });
}

/** What a certificate of the chain says of its end. */
const Ending = z.looseObject({ notAfter: z.string().nullable() });

function tlsOf(
  tls: NonNullable<CheckReport["addresses"][number]["tls"]>,
  inPractice: boolean,
  speak: Report["speak"],
): string {
  if (tls.matches === false) return speak.say("check.tls-other-name");
  if (tls.complete === false) return speak.say("check.tls-incomplete");
  const given = inPractice ? "practice" : "given";
  return speak.sayCode(
    "tlsIssuers",
    tls.fromCaFile === true ? given : (tls.issuerKind ?? "unknown"),
  );
}
