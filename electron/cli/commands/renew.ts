import { rememberedOptions } from "../../engine/commands/history.ts";
import { renew } from "../../engine/commands/renew.ts";
import { RenewDocument } from "../../../shared/api/run-documents.ts";
import { has } from "../args.ts";
import type { Context } from "../command.ts";
import { finishRun } from "../finish-run.ts";
import { badUsage } from "../outcome.ts";
import { openStore } from "../ports.ts";
import { optionsToRemember, withRemembered } from "../remember.ts";
import { leadOfRun, reportRun } from "../report/run.ts";
import { planRequest } from "../request.ts";
import { withPorts } from "../with-ports.ts";
import { defineCommand } from "../define-command.ts";

/** `homeport renew NAME`: without a host it logs in where the last run for that name did. */
export const command = defineCommand(RenewDocument, {
  run: async (given) => {
    const context = await withLastLogin(given);
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

async function withLastLogin(context: Context): Promise<Context> {
  const { args } = context;
  if (has(args, "host")) return context;
  const remembered = await rememberedOptions(openStore(context), args.argument);
  return { ...context, args: withRemembered(args, remembered) };
}
