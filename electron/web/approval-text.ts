import type { ApprovalRequest } from "../engine/ports.ts";
import type { Asking } from "../engine/wizard-ports.ts";
import type { Say } from "./say.ts";

/** What an approval shows, in words: the same in the native dialog and on the page. */
export interface ApprovalText {
  readonly title: string;
  readonly lead: string;
  readonly rows: readonly (readonly [string, string])[];
  readonly notes: readonly string[];
  readonly yes: string;
  readonly no: string;
}

/** Puts an approval into words. */
export function approvalText(
  request: ApprovalRequest,
  { kind, practice }: Pick<Asking, "kind" | "practice">,
  say: Say,
): ApprovalText {
  const { name, changes, hosts, digest, certificateNames, terms } = request;
  const orders = certificateNames.length > 0;
  const isUndo = kind === "undo";
  return {
    title: say(isUndo ? "approval.title-undo" : "approval.title", { name }),
    lead: say(isUndo ? "approval.ask-undo" : "approval.ask", { count: changes, name }),
    rows: [
      [say("approval.machines"), hosts.join(", ")],
      [say("approval.digest"), digest],
      ...(orders ? [[say("approval.certificate"), certificateNames.join(", ")] as const] : []),
      ...(terms === null ? [] : [[say("approval.terms"), terms] as const]),
    ],
    notes: [
      ...(practice ? [say("approval.practice")] : []),
      ...(orders ? [say("approval.public")] : []),
    ],
    yes: say(isUndo ? "approval.yes-undo" : "approval.yes"),
    no: say("approval.no"),
  };
}
