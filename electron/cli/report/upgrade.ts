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
  const parts = [
    ...(hop.mandatory === null ? [] : [speak.say("upgradeReport.row-mandatory")]),
    speak.say(hop.rollbackSafe ? "upgradeReport.row-back" : "upgradeReport.row-no-back"),
    ...(isLong(hop, speak) ? [speak.say("upgradeReport.row-long")] : []),
    ...(hop.ack === null ? [] : [speak.say("upgradeReport.row-ack")]),
  ];
  return [`${number}.`, hop.version, parts.join("; ")];
}

/** Something on the way may take far longer than an almost empty server has shown. */
function isLong({ minutesBasis }: UpgradeHop, speak: Report["speak"]): boolean {
  return minutesBasis !== shortTime(speak);
}

function shortTime(speak: Report["speak"]): string {
  return speak.sayCode("reasons", "upgrade-minutes-small");
}

function tellRoad(from: string, hops: readonly UpgradeHop[], report: Report): void {
  const { screen, speak, args } = report;
  const isWhole = has(args, "verbose");
  // What is the same at every stop is told once.
  const first = hops[0]?.do ?? [];
  const always = first.filter((text) => hops.every((hop) => hop.do.includes(text)));
  screen.gap();
  screen.heading(speak.say("upgradeReport.every"));
  const minutes = speak.say("upgradeReport.minutes", { count: hops[0]?.minutes ?? 0 });
  for (const text of [...always, `${minutes} ${shortTime(speak)}`])
    screen.say(text, { indent: 2, first: "- " });
  for (const [at, hop] of hops.entries()) {
    const own = hop.do.filter((text) => !always.includes(text));
    const before = hops[at - 1]?.version ?? from;
    // Only the first stop can be taken now; of the others, what has to be known before it.
    const needs = hop.needs.filter((text) => text !== hop.mandatory);
    const whole = { ...hop, do: own, needs };
    const shown = isWhole || at === 0 ? whole : { ...hop, ...NOTHING_TO_DO };
    tellHop(shown, before, at + 1, report);
  }
  if (isWhole || hops.length === 1) return;
  screen.gap();
  screen.say(speak.say("upgradeReport.in-full"));
}

const NOTHING_TO_DO = { needs: [], do: [], breaks: [], rollbackVia: [], note: "" };

function tellHop(hop: UpgradeHop, before: string, number: number, { screen, speak }: Report): void {
  screen.gap();
  screen.say(screen.style("bold", `Synapse ${hop.version}`), { first: `${number}. ` });
  if (hop.mandatory !== null) screen.say(hop.mandatory, { indent: 3 });
  if (isLong(hop, speak)) list(speak.say("upgradeReport.how-long"), [hop.minutesBasis]);
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

function tellConfig(lint: readonly LintFinding[], report: Report): void {
  const { screen, speak } = report;
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
  const shown = new Map<string, LintFinding>();
  for (const each of worstFirst(lint)) {
    tellFinding(each, report);
    if (each.edit === null) continue;
    const edit = `${each.file}\n${each.edit}`;
    const before = shown.get(edit);
    if (before === undefined) tellEdit(each, lint, report);
    else screen.say(speak.say("upgradeReport.same-edit", { at: placeOf(before) }), { indent: 2 });
    shown.set(edit, before ?? each);
  }
}

function tellFinding(each: LintFinding, { screen, speak }: Report): void {
  const name = speak.sayCode("lintClasses", each.class);
  const isTold = each.since === OLDEST || each.class === "works" || each.why.includes(each.since);
  const since = isTold ? "" : `, ${speak.say("upgradeReport.since", { since: each.since })}`;
  screen.gap();
  screen.say(`${each.file}:${each.line}  ${screen.style("bold", each.key)}`);
  screen.say(`${screen.style(COLOURS[each.class], name)}${since}. ${each.why}`, { indent: 2 });
}

/** A line that others want to change too is shown once, as it is after all of them. */
function tellEdit(finding: LintFinding, lint: readonly LintFinding[], report: Report): void {
  const { screen, speak } = report;
  const { file, edit } = finding;
  const beside = lint.filter(
    (each) => each.file === file && each.edit === edit && each !== finding,
  );
  const places = [...new Set(beside.map(placeOf))].join(", ");
  if (places !== "") screen.say(speak.say("upgradeReport.shared-edit", { places }), { indent: 2 });
  screen.verbatim(withoutReturns(edit ?? ""), 2);
}

function placeOf({ file, line, key }: LintFinding): string {
  return `${file}:${line} (${key})`;
}

/** The carriage returns of a file of Windows are no part of what there is to read; they come written out. */
function withoutReturns(edit: string): string {
  return edit.replaceAll(/(?:\r|\\u\{d\})$/gm, "");
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
