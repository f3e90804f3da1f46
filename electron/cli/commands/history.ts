import { history } from "../../engine/commands/history.ts";
import { HistoryDocument } from "../../../shared/api/run-documents.ts";
import { openStore } from "../ports.ts";
import { reportHistory } from "../report/history.ts";
import { nameOf } from "../request.ts";
import { defineCommand } from "../define-command.ts";

/** `homeport history [NAME]` */
export const command = defineCommand(HistoryDocument, {
  run: async (context) => {
    if (context.args.argument === null) return history(openStore(context), null);
    const named = nameOf(context);
    if (!named.ok) return named.error;
    return history(openStore(context), named.value.name.text);
  },
  report: reportHistory,
});
