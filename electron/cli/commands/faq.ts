import { faq } from "../../engine/commands/faq.ts";
import { FaqDocument } from "../../../shared/api/faq-document.ts";
import { FAQ_IDS } from "../../../shared/faq/questions.ts";
import { defineCommand } from "../define-command.ts";
import { nearest } from "../nearest.ts";
import { badUsage } from "../outcome.ts";
import { reportFaq } from "../report/faq.ts";
import { planRequest } from "../request.ts";
import { withPorts } from "../with-ports.ts";

/** `homeport faq NAME [ID]` */
export const command = defineCommand(FaqDocument, {
  run: async (context) => {
    const { second } = context.args;
    if (
      second !== undefined &&
      !FAQ_IDS.some((id, at) => id === second || `${at + 1}` === second)
    ) {
      const choices = FAQ_IDS.join(", ");
      const data = { given: second, nearest: nearest(second, FAQ_IDS), choices };
      return badUsage({ why: "question-unknown", command: "faq", data }, context.speak);
    }
    const request = await planRequest(context);
    if (!request.ok) return request.error;
    return withPorts(context, request.value, async (ports) => {
      const result = await faq(ports, request.value);
      const { faq: all } = result.document;
      const isOne = second !== undefined && typeof all === "object" && all !== null;
      const shown = isOne ? { faq: oneOf(all, second) } : {};
      return { ...result, document: { ...result.document, ...shown } };
    });
  },
  report: reportFaq,
});

/** One question, by its id or by its number in the list. */
function oneOf(all: object, given: string): object {
  const id = Object.keys(all)[Number(given) - 1] ?? given;
  return { [id]: Reflect.get(all, id) as unknown };
}
