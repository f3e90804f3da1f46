import { receipt } from "../../engine/commands/history.ts";
import type { ReceiptDocument } from "../../../shared/api/run-documents.ts";
import { completeWith, type CommandModule } from "../command.ts";
import { openStore } from "../ports.ts";
import { reportReceipt } from "../report/history.ts";

/** `homeport receipt RUN` */
export const command: CommandModule<ReceiptDocument> = {
  run: (context) => receipt(openStore(context), context.args.argument ?? ""),
  isComplete: completeWith("receipt"),
  report: reportReceipt,
};
