import { renew } from "../../engine/commands/renew.ts";
import { RenewDocument } from "../../../shared/api/run-documents.ts";
import { has } from "../args.ts";
import { finishRun } from "../finish-run.ts";
import { badUsage } from "../outcome.ts";
import { optionsToRemember } from "../remember.ts";
import { leadOfRun, reportRun } from "../report/run.ts";
import { planRequest } from "../request.ts";
import { withPorts } from "../with-ports.ts";
import { defineCommand } from "../define-command.ts";

/** `homeport renew NAME` */
export const command = defineCommand(RenewDocument, {
  run: async (context) => {
    const { args, caller, speak } = context;
    const request = await planRequest(context);
    if (!request.ok) return request.error;
    if (!has(args, "host") && !has(args, "practice")) {
      return badUsage({ why: "host-missing", command: "renew", data: { command: "renew" } }, speak);
    }
    const wanted = {
      ...request.value,
      dryRun: has(args, "dry-run"),
      remember: optionsToRemember(args, caller),
    };
    return withPorts(context, request.value, async (ports) =>
      finishRun(await renew(ports, wanted), context),
    );
  },
  lead: leadOfRun,
  report: reportRun,
});
