import type {
  LintFinding,
  UpgradeDocument,
  UpgradeHop,
} from "../../../shared/api/upgrade-document.ts";
import { OLDEST } from "../../../shared/upgrade/road-facts.ts";
import { has } from "../args.ts";
import type { Report } from "../command.ts";
import type { Style } from "../screen.ts";

const COLOURS: { readonly [each in LintFinding["class"]]: Style } = {
  fatal: "red",
  danger: "yellow",
  ignored: "dim",
  works: "green",
};

/** Tells the road first, then what stands in the configuration, then where the server is in time. */
export function reportUpgrade(document: UpgradeDocument, report: Report): void {
  const { screen, speak } = report;
  const { from, to, hops } = document;
  screen.heading(speak.say("upgradeReport.title", { from, to }));
  if (hops.length === 0)
    screen.say(speak.say(from === to ? "upgradeReport.nothing" : "upgradeReport.newer", { to }));
  else {
    screen.say(speak.say("upgradeReport.stops", { count: hops.length }));
    screen.table(
      hops.map((hop, at) => rowOf(hop, at + 1, report)),
      2,
    );
    tellRoad(from, hops, report);
  }
  tellConfig(document.lint, report);
  tellTimeline(document.timeline, report);
}

/** The road at a glance. */
function rowOf(hop: UpgradeHop, number: number, { speak }: Report): readonly string[] {
  const back = speak.say(hop.rollbackSafe ? "upgradeReport.row-back" : "upgradeReport.row-no-back");
  return [
    `${number}.`,
    hop.version,
    back + (hop.ack === null ? "" : `; ${speak.say("upgradeReport.row-ack")}`),
  ];
}

function tellRoad(from: string, hops: readonly UpgradeHop[], report: Report): void {
  const { screen, speak, args } = report;
  const isWhole = has(args, "verbose");
  // What is the same at every stop is told once.
  const first = hops[0]?.do ?? [];
  const always = first.filter((text) => hops.every((hop) => hop.do.includes(text)));
  screen.gap();
  screen.heading(speak.say("upgradeReport.every"));
  for (const text of always) screen.say(text, { indent: 2, first: "- " });
  for (const [at, hop] of hops.entries()) {
    const own = hop.do.filter((text) => !always.includes(text));
    const before = hops[at - 1]?.version ?? from;
    // Only the first stop can be taken now; of the others, what has to be known before it.
    const shown = isWhole || at === 0 ? { ...hop, do: own } : { ...hop, ...NOTHING_TO_DO };
    tellHop(shown, before, at + 1, report);
  }
  if (isWhole || hops.length === 1) return;
  screen.gap();
  screen.say(speak.say("upgradeReport.in-full"));
}

const NOTHING_TO_DO = { needs: [], do: [], breaks: [], rollbackVia: [], note: "" };

function tellHop(hop: UpgradeHop, before: string, number: number, { screen, speak }: Report): void {
  screen.gap();
  const minutes = speak.say("upgradeReport.minutes", { count: hop.minutes });
  screen.say(`${screen.style("bold", `Synapse ${hop.version}`)}  (${minutes})`, {
    first: `${number}. `,
  });
  list(speak.say("upgradeReport.needs"), hop.needs);
  list(speak.say("upgradeReport.do"), hop.do);
  list(speak.say("upgradeReport.breaks"), hop.breaks);
  if (hop.ack !== null) list(speak.say("upgradeReport.ack"), [hop.ack]);
  screen.say(
    speak.say(hop.rollbackSafe ? "upgradeReport.back" : "upgradeReport.no-back", { before }),
    {
      indent: 3,
    },
  );
  if (hop.rollbackVia.length > 0) {
    const versions = hop.rollbackVia.join(", ");
    screen.say(speak.say("upgradeReport.via", { versions }), { indent: 3 });
  }
  if (hop.note !== "") screen.say(`${speak.say("upgradeReport.note")} ${hop.note}`, { indent: 3 });

  function list(title: string, texts: readonly string[]): void {
    if (texts.length === 0) return;
    screen.say(title, { indent: 3 });
    for (const text of texts) screen.say(text, { indent: 5, first: "- " });
  }
}

function tellConfig(lint: readonly LintFinding[], { screen, speak }: Report): void {
  screen.gap();
  screen.heading(speak.say("upgradeReport.config"));
  const fatal = lint.filter((each) => each.class === "fatal").length;
  if (lint.length === 0) {
    screen.say(speak.say("upgradeReport.clean"));
    return;
  }
  screen.say(
    fatal === 0
      ? speak.say("upgradeReport.no-fatal")
      : speak.say("upgradeReport.fatal", { count: fatal }),
  );
  const shown = new Map<string, string>();
  for (const each of worstFirst(lint)) {
    const name = speak.sayCode("lintClasses", each.class);
    const isTold = each.since === OLDEST || each.class === "works" || each.why.includes(each.since);
    const since = isTold ? "" : `, ${speak.say("upgradeReport.since", { since: each.since })}`;
    screen.gap();
    screen.say(`${each.file}:${each.line}  ${screen.style("bold", each.key)}`);
    screen.say(`${screen.style(COLOURS[each.class], name)}${since}. ${each.why}`, { indent: 2 });
    if (each.edit === null) continue;
    const edit = `${each.file}\n${each.edit}`;
    const before = shown.get(edit);
    if (before !== undefined) {
      screen.say(speak.say("upgradeReport.same-edit", { at: before }), { indent: 2 });
      continue;
    }
    shown.set(edit, `${each.file}:${each.line}`);
    screen.verbatim(each.edit.replaceAll("\r", ""), 2);
  }
}

function worstFirst(lint: readonly LintFinding[]): readonly LintFinding[] {
  const order = Object.keys(COLOURS);
  return lint.toSorted((a, b) => order.indexOf(a.class) - order.indexOf(b.class));
}

function tellTimeline(timeline: UpgradeDocument["timeline"], { screen, speak }: Report): void {
  screen.gap();
  screen.heading(speak.say("upgradeReport.timeline"));
  if (timeline.every((each) => !each.here)) screen.say(speak.say("upgradeReport.before-all"));
  const rows = timeline.map(({ version, date, code, here }) => [
    here ? "→" : " ",
    date ?? speak.say("faqReport.newest"),
    version,
    `${speak.sayCode("reasons", `timeline-${code}`)}${here ? ` (${speak.say("upgradeReport.here")})` : ""}`,
  ]);
  screen.table(rows);
}
