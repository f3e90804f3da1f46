import { plan } from "../../engine/commands/plan.ts";
import { PlanDocument } from "../../../shared/api/plan-documents.ts";
import type { Context } from "../command.ts";
import { wrapResult } from "../envelope.ts";
import type { CommandResult } from "../../engine/command-result.ts";
import { ended } from "../outcome.ts";
import { writeOut } from "../output-file.ts";
import { withMessages } from "../plan-messages.ts";
import { reportPlan } from "../report/plan.ts";
import { planRequest } from "../request.ts";
import { withPorts } from "../with-ports.ts";
import { defineCommand } from "../define-command.ts";

/** `homeport plan NAME` */
export const command = defineCommand(PlanDocument, {
  run: async (context) => {
    const request = await planRequest(context);
    if (!request.ok) return request.error;
    return withPorts(context, request.value, async (ports) => {
      const result = told(await plan(ports, request.value), context);
      const saved = await save(context, result, {
        answers: request.value.answers,
        at: ports.clock.now(),
      });
      if (!saved.ok) return ended(saved.error, result.name);
      const { facts: _facts, ...document } = result.document;
      return {
        ...result,
        document: result.document["steps"] === undefined ? {} : { ...document, out: saved.value },
      };
    });
  },
  report: reportPlan,
});

/** The plan with the messages for those who have to help. */
function told(result: CommandResult, { speak }: Context): CommandResult {
  const { steps } = result.document;
  if (steps === undefined) return result;
  const spoken = withMessages(steps, result.name ?? "", speak);
  return { ...result, document: { ...result.document, steps: spoken } };
}

/** A saved plan is answers and facts beside the plan: it is made anew when it is opened. */
function save(
  context: Context,
  result: CommandResult,
  made: { readonly answers: object; readonly at: number },
) {
  const span = { from: made.at, to: made.at };
  const whole = wrapResult("plan", context.args, result, span, context.speak);
  return writeOut(context, { ...whole, answers: made.answers });
}
