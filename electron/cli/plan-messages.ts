import { z } from "zod";
import { PublishedRecord } from "../../shared/api/plan-documents.ts";
import { personMessage } from "./person-message.ts";
import type { Speak } from "./speak.ts";

const AskStep = z.looseObject({
  kind: z.literal("ask-person"),
  who: z.literal("other"),
  files: z.array(
    z.object({
      path: z.string(),
      url: z.string(),
      content: z.string(),
      headers: z.record(z.string(), z.string()),
    }),
  ),
  records: z.array(PublishedRecord),
  retires: z.array(z.object({ url: z.string() })).optional(),
  renews: z.string().optional(),
});

/**
 * Gives every step of a plan that another person carries out the message to send (`message`), so that
 * nobody has to start a run in order to ask. Other steps stay as they are, and so does the digest.
 */
export function withMessages(steps: unknown, name: string, speak: Speak): unknown {
  if (!Array.isArray(steps)) return steps;
  return steps.map((step: unknown) => {
    const asked = AskStep.safeParse(step);
    if (!asked.success) return step;
    const { files, records, retires = [], renews = null } = asked.data;
    const urls = retires.map(({ url }) => url);
    const message = personMessage({ files, records, retires: urls, renews }, name, speak);
    return message === "" ? step : { ...asked.data, message };
  });
}
