import { answerFaq } from "../../../shared/faq/faq.ts";
import { timelineFor } from "../../../shared/faq/timeline.ts";
import { EXIT, type CommandResult } from "../command-result.ts";
import { exitOfProblem } from "../exit-of.ts";
import { closeLogins, planLive, type Planned } from "../live-plan.ts";
import type { Ports } from "../ports.ts";
import type { PlanRequest } from "../requests.ts";

/** Answers the thirteen questions of the FAQ for one server, and shows where it stands in time. */
export async function faq(ports: Ports, request: PlanRequest): Promise<CommandResult> {
  const planned = await planLive(ports, request);
  if (!planned.ok) {
    const why = planned.error;
    return { exit: exitOfProblem(why), name: request.name.text, problems: [why], document: {} };
  }
  await closeLogins(planned.value.logins);
  return {
    exit: EXIT.good,
    name: request.name.text,
    problems: [],
    document: documentOf(planned.value),
  };
}

/** The answers, and who reaches the server now: most answers turn on it. */
function documentOf(planned: Planned): CommandResult["document"] {
  const { result } = planned;
  const { now } = (result.ok ? result.value : result.error).eras;
  return { ...faqOf(planned), eras: now };
}

/** The keys `faq` and `timeline` of a plan's document. */
export function faqOf({ input, result }: Pick<Planned, "input" | "result">): {
  readonly faq: object;
  readonly timeline: object;
} {
  const answers = answerFaq(
    input,
    result.ok ? result.value : null,
    result.ok ? null : result.error,
  );
  return { faq: answers, timeline: timelineFor(input.host?.synapse?.version ?? null) };
}
