import type { LookDocument, SpokenFact } from "../../../shared/api/look-document.ts";
import { has, isPractice } from "../args.ts";
import type { Report } from "../command.ts";
import { factLine, isNothing } from "./fact-line.ts";

type Facts = LookDocument["facts"];

/** One question as its key has it (`queryKey`), and what came back. */
interface Asked {
  readonly ask: string;
  readonly rest: readonly string[];
  readonly fact: SpokenFact;
}

type Row = readonly string[];

/**
 * Writes what was seen: where the name leads first, then the places that answer. Names under which
 * there is nothing, and the many ways of asking one place, are told under `--verbose` alone.
 */
export function tellFacts(facts: Facts, name: string, report: Report): void {
  const { screen, speak, args } = report;
  const asked = Object.entries(facts)
    .filter(([key]) => key !== "host" && key !== "web")
    .map(([key, fact]) => askedOf(key, fact));
  const isWhole = has(args, "verbose");
  const rows = GROUPS.flatMap((group) => rowsOf(asked, group, { name, report, isWhole }));
  screen.heading(speak.say("look.title", { name }));
  screen.table(rows, 2);
  if (!isWhole && rows.length < asked.length) screen.say(speak.say("look.more"), { indent: 2 });
}

interface Telling {
  readonly name: string;
  readonly report: Report;
  readonly isWhole: boolean;
}

const GROUPS = ["addresses", "well-known", "srv", "endpoint", "caa"] as const;

type Group = (typeof GROUPS)[number];

function askedOf(key: string, fact: SpokenFact): Asked {
  const [ask = "", ...rest] = key.split(" ");
  return { ask, rest, fact };
}

function rowsOf(
  all: readonly Asked[],
  group: Group,
  { name, report, isWhole }: Telling,
): readonly Row[] {
  const asked = all.filter(({ ask }) => ask === group);
  const every = asked.map((each) => [factName(each, name, report), lineOf(each, report)]);
  if (isWhole) return every;
  switch (group) {
    case "addresses":
    case "well-known":
      return every;
    case "srv":
    case "caa": {
      const found = every.filter((_, at) => !isNothingAt(asked[at]));
      const none = report.speak.say("look.none");
      return found.length > 0 || group === "caa" || asked.length === 0
        ? found
        : [[report.speak.say("look.srv"), none]];
    }
    case "endpoint":
      return placeRows(asked, report);
  }
}

function isNothingAt(asked: Asked | undefined): boolean {
  return asked !== undefined && asked.fact.known && isNothing(asked.fact.value);
}

/**
 * One row for each open place, whatever name it was asked for; further ones where it answers others
 * otherwise. Those that do not open stand together.
 */
function placeRows(asked: readonly Asked[], report: Report): readonly Row[] {
  const closed = Map.groupBy(
    asked.filter((each) => !isOpen(each)),
    (each) => lineOf(each, report),
  );
  const open = Map.groupBy(asked.filter(isOpen), placeOf);
  return [
    ...[...open].flatMap(([place, each]) => openRows(place, each, report)),
    ...[...closed].map(([line, each]) => [line, [...new Set(each.map(placeOf))].join(", ")]),
  ];
}

function openRows(place: string, asked: readonly Asked[], report: Report): readonly Row[] {
  const lines = Map.groupBy(asked, (each) => lineOf(each, report));
  return [...lines].map(([line, those]) => [
    lines.size === 1 ? place : factName(those[0], "", report),
    line,
  ]);
}

function placeOf({ rest }: Asked): string {
  return rest[0] ?? "";
}

function isOpen({ fact }: Asked): boolean {
  const value: unknown = fact.known ? fact.value : null;
  return typeof value === "object" && value !== null && "tcp" in value && value.tcp === "open";
}

function lineOf({ fact }: Asked, { speak, args }: Report): string {
  return fact.known ? factLine(fact.value, speak, isPractice(args)) : fact.why.title;
}

/** What was asked, for people; the name that all is about goes without saying. */
function factName(asked: Asked | undefined, name: string, { speak }: Report): string {
  if (asked === undefined) return "";
  const [what = "", more = "", host = ""] = asked.rest;
  if (asked.ask !== "well-known") return speak.sayCode("facts", asked.ask, { what, more, host });
  const file = speak.sayCode("facts", `well-known-${more}`);
  return what === name ? file : `${file} (${what})`;
}
