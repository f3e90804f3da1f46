import type { ApprovalRequest } from "../engine/ports.ts";
import type { Asking } from "../engine/wizard-ports.ts";
import {
  asLines,
  machineLines,
  noticeLines,
  wayBackLines,
} from "../../shared/words/approval-lines.ts";
import type { Voice } from "./say.ts";

/** What an approval shows, in words: the same in the native dialog and on the page. */
export interface ApprovalText {
  readonly title: string;
  readonly lead: string;
  readonly rows: readonly ApprovalRow[];
  readonly notes: readonly string[];
  /** The mark of practice; null: it is for real. */
  readonly practice: string | null;
  readonly yes: string;
  readonly no: string;
}

/** One row. `form`: text in words, text of a machine, or an address that may be opened. */
export interface ApprovalRow {
  readonly name: string;
  readonly lines: readonly string[];
  readonly form: "words" | "code" | "address";
}

/** Puts an approval into words (drawing, "Approval", second grade). */
export function approvalText(
  request: ApprovalRequest,
  { kind, practice }: Pick<Asking, "kind" | "practice">,
  voice: Voice,
): ApprovalText {
  const { say } = voice;
  const { name, changes, certificateNames } = request;
  const isUndo = kind === "undo";
  return {
    title: say(isUndo ? "approval.title-undo" : "approval.title", { name }),
    lead: say(isUndo ? "approval.ask-undo" : "approval.ask", { count: changes, name }),
    rows: rowsOf(request, voice).filter(({ lines }) => lines.length > 0),
    notes: certificateNames.length > 0 ? [say("approval.public")] : [],
    practice: practice ? say("approval.practice") : null,
    yes: say(isUndo ? "approval.yes-undo" : "approval.yes"),
    no: say("approval.no"),
  };
}

function rowsOf(request: ApprovalRequest, voice: Voice): readonly ApprovalRow[] {
  const { say } = voice;
  const { digest, certificateNames, terms } = request;
  return [
    { name: say("approval.machines"), lines: machineLines(request, voice), form: "code" },
    { name: say("approval.as"), lines: asLines(request, voice), form: "words" },
    { name: say("approval.digest"), lines: [digest], form: "code" },
    {
      name: say("approval.certificate"),
      lines: certificateNames.length === 0 ? [] : [certificateNames.join(", ")],
      form: "code",
    },
    { name: say("approval.terms"), lines: terms === null ? [] : [terms], form: "address" },
    {
      name: say("approval.notice"),
      lines: [
        ...noticeLines(request, voice),
        ...(request.consents ?? []).map((consent) => voice.reason(consent)),
      ],
      form: "words",
    },
    {
      name: say("approval.way-back"),
      lines: [...wayBackLines(request, voice), ...staysOf(request, voice)],
      form: "words",
    },
  ];
}

/** What no undoing takes back. */
function staysOf({ steps, stays }: ApprovalRequest, { say, reason }: Voice): readonly string[] {
  const ours = (steps ?? []).filter(({ who }) => who === "homeport");
  const all = [...ours.flatMap(({ irreversible }) => irreversible ?? []), ...(stays ?? [])];
  return all.map((each) => `${say("plan.irreversible")} ${reason(each)}`);
}
