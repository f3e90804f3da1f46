import type { UndoDocument, UndoKeys } from "../../../shared/api/run-documents.ts";
import { isPassing } from "../../../shared/run/passing-path.ts";
import { has } from "../args.ts";
import type { Report } from "../command.ts";
import { sameCommand } from "./command-line.ts";

/** Tells what was put back, and what stays although the rest was taken back. */
export function reportUndo(document: UndoDocument, report: Report): void {
  tellUndo(document, report);
}

/** Writes what was put back. */
export function tellUndo(document: UndoKeys, { screen, speak, args }: Report): void {
  const { outcome, irreversible, run, digest } = document;
  if (digest === null && outcome === null) return;
  const isWhole = has(args, "verbose");
  const restored = document.restored.filter(({ path }) => isWhole || !isPassing(path));
  const values = { run: run ?? "", count: restored.length };
  if (has(args, "dry-run")) screen.heading(speak.say("undo.would", values));
  else if (outcome === "undone" && digest === null) screen.heading(speak.say("undo.already"));
  else if (outcome === "undone") screen.heading(speak.say("undo.done", values));
  else screen.heading(speak.say("undo.not", values));
  for (const { path, sha256 } of restored) {
    const state = sha256 === null ? "undo.absent" : "undo.as-before";
    screen.say(has(args, "dry-run") ? path : `${path}: ${speak.say(state)}`, {
      indent: 2,
      first: "- ",
    });
  }
  const stays = irreversible.map(textOf).filter((text) => text !== "");
  if (stays.length > 0) {
    screen.gap();
    screen.heading(speak.say("receipt.irreversible"));
    for (const text of stays) screen.say(text, { indent: 2, first: "- " });
  }
  if (has(args, "dry-run") && digest !== null) tellNext(run ?? "", digest, { screen, speak, args });
  else if (outcome === "undone" && typeof document["name"] === "string") {
    screen.gap();
    screen.say(speak.say("undo.look", { name: document["name"] }), { apart: true });
  }
}

function tellNext(run: string, digest: string, { screen, speak, args }: Report): void {
  screen.gap();
  screen.say(speak.say("undo.next"));
  screen.command(sameCommand("undo", { ...args, argument: run }, [`--approve ${digest}`]), 2);
}

function textOf(entry: unknown): string {
  if (typeof entry === "string") return entry;
  const text: unknown =
    typeof entry === "object" && entry !== null && "text" in entry ? entry.text : "";
  return typeof text === "string" ? text : "";
}
