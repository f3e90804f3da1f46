import { receipt } from "../../engine/commands/history.ts";
import { ReceiptDocument } from "../../../shared/api/run-documents.ts";
import { openStore } from "../ports.ts";
import { reportReceipt } from "../report/history.ts";
import { defineCommand } from "../define-command.ts";

/** `homeport receipt RUN` */
export const command = defineCommand(ReceiptDocument, {
  run: (context) => receipt(openStore(context), context.args.argument ?? ""),
  report: reportReceipt,
});
