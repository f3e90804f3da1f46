import { rememberedOptions } from "../../engine/commands/history.ts";
import { resume } from "../../engine/commands/resume.ts";
import { RunDocument } from "../../../shared/api/run-documents.ts";
import { one } from "../args.ts";
import { finishRun } from "../finish-run.ts";
import { openStore } from "../ports.ts";
import { withRemembered } from "../remember.ts";
import { leadOfRun, reportRun } from "../report/run.ts";
import { nowOf } from "../request.ts";
import { withPorts } from "../with-ports.ts";
import { defineCommand } from "../define-command.ts";

/** `homeport resume [RUN]` */
export const command = defineCommand(RunDocument, {
  run: async (context) => {
    const run = context.args.argument;
    const remembered = await rememberedOptions(openStore(context), run);
    const args = withRemembered(context.args, remembered);
    const request = {
      run,
      now: nowOf(args),
      waitSeconds: Number(one(args, "wait") ?? "0"),
      stopAfter: one(args, "stop-after"),
      approveDigest: one(args, "approve"),
    };
    return withPorts({ ...context, args }, null, async (ports) =>
      finishRun(await resume(ports, request), context),
    );
  },
  lead: leadOfRun,
  report: reportRun,
});
