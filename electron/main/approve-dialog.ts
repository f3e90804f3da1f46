import { dialog, type BrowserWindow } from "electron";
import type { ApprovalRequest } from "../engine/ports.ts";
import type { Asking } from "../engine/wizard-ports.ts";
import { approvalText } from "../web/approval-text.ts";
import type { Say } from "../web/say.ts";

/** Which button is which; "not now" is what Enter and Escape press. */
const BUTTON = { no: 0, yes: 1 } as const;

/** Asks for approval in a native dialog: no script of the page can press its buttons. */
export async function askApproval(
  window: BrowserWindow | null,
  request: ApprovalRequest,
  asking: Asking,
  say: Say,
): Promise<boolean> {
  const { title, lead, rows, notes, yes, no } = approvalText(request, asking, say);
  const detail = [lead, rows.map(([name, value]) => `${name}: ${value}`).join("\n"), ...notes];
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
