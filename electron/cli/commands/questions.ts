import { questions } from "../../engine/commands/plan.ts";
import type { QuestionsDocument } from "../../../shared/api/plan-documents.ts";
import { completeWith, type CommandModule } from "../command.ts";
import { reportQuestions } from "../report/questions.ts";
import { planRequest } from "../request.ts";
import { withPorts } from "../with-ports.ts";

/** `homeport questions NAME` */
export const command: CommandModule<QuestionsDocument> = {
  run: async (context) => {
    const request = await planRequest(context);
    if (!request.ok) return request.error;
    return withPorts(context, request.value, (ports) => questions(ports, request.value));
  },
  isComplete: completeWith("open"),
  report: reportQuestions,
};
