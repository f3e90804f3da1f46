import { check } from "../../engine/commands/check.ts";
import { CheckDocument } from "../../../shared/api/check-document.ts";
import { openRunWarnings } from "../../engine/open-runs.ts";
import { has } from "../args.ts";
import { reportCheck } from "../report/check.ts";
import { answersOf, nameOf, nameRequest } from "../request.ts";
import { withPorts } from "../with-ports.ts";
import { defineCommand } from "../define-command.ts";

/** `homeport check NAME` */
export const command = defineCommand(CheckDocument, {
  run: async (context) => {
    const named = nameOf(context);
    if (!named.ok) return named.error;
    const answers = await answersOf(context);
    if (!answers.ok) return answers.error;
    const request = {
      ...nameRequest(context.args, named.value.name),
      answers: answers.value,
      client: has(context.args, "client"),
    };
    return withPorts(context, named.value, async (ports) => {
      const result = await check(ports, request);
      const open = await openRunWarnings(ports, named.value.name.text, "cut-off");
      return { ...result, problems: [...result.problems, ...open] };
    });
  },
  report: reportCheck,
});
