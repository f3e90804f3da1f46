import { questions } from "../../engine/commands/plan.ts";
import { QuestionsDocument } from "../../../shared/api/plan-documents.ts";
import { reportQuestions } from "../report/questions.ts";
import { planRequest } from "../request.ts";
import { withPorts } from "../with-ports.ts";
import { defineCommand } from "../define-command.ts";

/** `homeport questions NAME` */
export const command = defineCommand(QuestionsDocument, {
  run: async (context) => {
    const request = await planRequest(context);
    if (!request.ok) return request.error;
    return withPorts(context, request.value, (ports) => questions(ports, request.value));
  },
  report: reportQuestions,
});
