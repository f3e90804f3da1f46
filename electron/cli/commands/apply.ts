import { apply } from "../../engine/commands/apply.ts";
import { RunDocument } from "../../../shared/api/run-documents.ts";
import { has, one } from "../args.ts";
import { pathOf } from "../caller.ts";
import { readPlanDigest } from "../input-file.ts";
import { badUsage, ended } from "../outcome.ts";
import { optionsToRemember } from "../remember.ts";
import { leadOfRun, reportRun } from "../report/run.ts";
import { planRequest } from "../request.ts";
import { finishRun } from "../finish-run.ts";
import { withPorts } from "../with-ports.ts";
import { defineCommand } from "../define-command.ts";

/** `homeport apply NAME` */
export const command = defineCommand(RunDocument, {
  run: async (context) => {
    const { args, caller, speak } = context;
    const request = await planRequest(context);
    if (!request.ok) return request.error;
    const { name } = request.value;
    if (!has(args, "host") && !has(args, "practice")) {
      return badUsage({ why: "host-missing", command: "apply", data: { command: "apply" } }, speak);
    }
    const path = one(args, "plan");
    const digest = path === null ? null : await readPlanDigest(pathOf(caller, path), name.text);
    if (digest?.ok === false) return ended(digest.error, name.text);
    const wanted = {
      ...request.value,
      planDigest: digest?.value ?? null,
      dryRun: has(args, "dry-run"),
      waitSeconds: Number(one(args, "wait") ?? "0"),
      stopAfter: one(args, "stop-after"),
      approveDigest: one(args, "approve"),
      remember: optionsToRemember(args, caller),
    };
    return withPorts(context, request.value, async (ports) =>
      finishRun(await apply(ports, wanted), context),
    );
  },
  lead: leadOfRun,
  report: reportRun,
});
