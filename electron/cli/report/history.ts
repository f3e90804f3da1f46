import type { HistoryDocument, ReceiptDocument } from "../../../shared/api/run-documents.ts";
import { has } from "../args.ts";
import type { Report } from "../command.ts";
import { sameFolder } from "../finish-run.ts";
import { isPassing } from "../../../shared/run/passing-path.ts";
import { momentOf } from "./span.ts";
import { stepName } from "../../../shared/words/step-name.ts";

/** Tells what was done from this computer, newest first. */
export function reportHistory({ runs }: HistoryDocument, { screen, speak, args }: Report): void {
  if (runs.length === 0) {
    screen.say(speak.say("history.empty"));
    if (!has(args, "practice")) screen.say(speak.say("history.practice"), { apart: true });
    return;
  }
  const rows = runs.map((run) => [
    run.run,
    momentOf(text(run["at"])),
    text(run["name"]),
    [speak.sayCode("kinds", text(run["kind"])), speak.sayCode("outcomes", text(run["state"]))]
      .filter((part) => part !== "")
      .join(": "),
  ]);
  screen.table(rows);
  screen.gap();
  for (const { run } of runs.filter(isCutOff))
    screen.say(speak.say("history.cut-off", { run }), { apart: true });
  screen.say(speak.say("history.more"), { apart: true });
}

/** Such a run ended nowhere; a resume ends it. */
function isCutOff(run: Entry): boolean {
  return ["open", "undoing", "unknown"].includes(text(run["state"]));
}

/** Tells what one run did, and how to take it back. */
export function reportReceipt({ receipt }: ReceiptDocument, { screen, speak, args }: Report): void {
  if (receipt === null) return;
  const { run, name, at, outcome, host, web, digest } = receipt;
  screen.heading(speak.say("receipt.title", { run: text(run), name: text(name) }));
  const rows = [
    [speak.say("receipt.when"), momentOf(text(at))],
    [speak.say("receipt.outcome"), speak.sayCode("outcomes", text(outcome))],
    [
      speak.say("approval.machines"),
      [host, web]
        .map(text)
        .filter((each) => each !== "")
        .join(", "),
    ],
    [speak.say("approval.digest"), text(digest)],
  ];
  screen.table(
    rows.filter((row) => row[1] !== ""),
    2,
  );
  writeList(speak.say("receipt.steps"), list(receipt["steps"]).map(stepLine(speak)), screen);
  writeList(
    speak.say("receipt.changed"),
    list(receipt["changed"])
      .filter(({ path }) => has(args, "verbose") || !isPassing(text(path)))
      .map((each) => placeOf(each, text(host), text(web))),
    screen,
  );
  writeList(
    speak.say("receipt.irreversible"),
    list(receipt["irreversible"]).map((each) => text(each["text"])),
    screen,
  );
  if (typeof receipt["undo"] === "string") {
    screen.gap();
    screen.say(speak.say("receipt.undo"));
    screen.command(`${receipt["undo"]}${sameFolder(args)}`, 2);
  }
}

/** A path, and its machine where there are two. */
function placeOf(changed: Entry, host: string, web: string): string {
  const machine = text(changed["machine"]) === "web" ? web : host;
  return web === "" ? text(changed["path"]) : `${text(changed["path"])} (${machine})`;
}

type Entry = { readonly [key: string]: unknown };

function stepLine(speak: Report["speak"]): (step: Entry) => string {
  return (step) =>
    `${stepName(text(step["id"]), text(step["kind"]), speak)}: ${speak.sayCode("states", text(step["state"]))}`;
}

function writeList(title: string, lines: readonly string[], screen: Report["screen"]): void {
  const shown = lines.filter((line) => line !== "");
  if (shown.length === 0) return;
  screen.gap();
  screen.heading(title);
  for (const line of shown) screen.say(line, { indent: 2, first: "- " });
}

/** What a stored document holds is shown as text; a thing that is none is left out. */
function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function list(value: unknown): readonly Entry[] {
  return Array.isArray(value)
    ? value.filter((each): each is Entry => typeof each === "object" && each !== null)
    : [];
}
