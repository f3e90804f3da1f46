import { dialog, type BrowserWindow } from "electron";
import type { ApprovalRequest } from "../engine/ports.ts";
import type { Asking } from "../engine/wizard-ports.ts";
import { approvalText } from "../web/approval-text.ts";
import type { Voice } from "../web/say.ts";

/** Which button is which; "not now" is what Enter and Escape press. */
const BUTTON = { no: 0, yes: 1 } as const;

/** Asks for approval in a native dialog: no script of the page can press its buttons. */
export async function askApproval(
  window: BrowserWindow | null,
  request: ApprovalRequest,
  asking: Asking,
  voice: Voice,
): Promise<boolean> {
  const { title, lead, rows, notes, practice, yes, no } = approvalText(request, asking, voice);
  const shown = rows.map(({ name: row, lines }) => `${row}: ${lines.join("\n")}`);
  const detail = [...(practice === null ? [] : [practice]), lead, shown.join("\n"), ...notes];
  const options = {
    type: "question" as const,
    title: "Homeport",
    message: title,
    detail: detail.join("\n\n"),
    buttons: [no, yes],
    defaultId: BUTTON.no,
    cancelId: BUTTON.no,
    noLink: true,
    signal: asking.cancelled,
  };
  asking.shown("dialog");
  const { response } = await (window === null
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options));
  return response === BUTTON.yes;
}
