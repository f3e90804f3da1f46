import { DEFAULT_AUDIENCE } from "../../../shared/answers/answers.ts";
import { problem, type Problem } from "../../../shared/problems/problem.ts";
import { questions as questionsOf } from "../../../shared/plan/questions.ts";
import { EXIT, type CommandResult } from "../command-result.ts";
import { exitOfProblem } from "../exit-of.ts";
import { findingsOf } from "../findings.ts";
import { closeLogins, planLive, type Planned } from "../live-plan.ts";
import { openRunWarnings } from "../open-runs.ts";
import type { Ports } from "../ports.ts";
import type { PlanRequest } from "../requests.ts";
import { synapseMissing } from "../synapse-there.ts";
import { faqOf } from "./faq.ts";

/** Makes the plan for a name, live or from facts; changes nothing. */
export async function plan(ports: Ports, request: PlanRequest): Promise<CommandResult> {
  const planned = await planLive(ports, request);
  if (!planned.ok) return failedToLook(request, planned.error);
  await closeLogins(planned.value.logins);
  const { problems, ...result } = planDocument(planned.value);
  const audience = request.answers.audience ?? DEFAULT_AUDIENCE;
  const found = findingsOf(planned.value.input, ports.network, audience);
  // What a plan puts right is in its steps; told beside it is only what it leaves as it is.
  const host = planned.value.input.name.host.toLowerCase();
  const left = result.exit === EXIT.good ? found.filter((each) => isLeft(each, host)) : found;
  const isLive = request.facts === null && (request.world ?? null) === null;
  const open = isLive ? await openRunWarnings(ports, request.name.text, "all") : [];
  const steps = planned.value.result.ok ? planned.value.result.value.steps : [];
  const missing = synapseMissing(planned.value.input, steps);
  const warned = missing === null ? [] : [{ ...missing, severity: "warning" } as const];
  return { ...result, problems: [...problems, ...warned, ...open, ...left] };
}

/** No plan mends the name servers of the name. */
function isLeft({ severity, code, data }: Problem, host: string): boolean {
  return severity !== "error" || (code === "dns-lookup-error" && data["host"] === host);
}

/** Which questions are still open for a name. */
export async function questions(ports: Ports, request: PlanRequest): Promise<CommandResult> {
  const planned = await planLive(ports, request);
  if (!planned.ok) return failedToLook(request, planned.error);
  await closeLogins(planned.value.logins);
  const asked = questionsOf(planned.value.input);
  return {
    exit: EXIT.good,
    name: request.name.text,
    problems: [],
    document: { open: asked.open, moot: asked.moot },
  };
}

/** The document of a plan or of a refusal (`cli.md`, `plan`). */
export function planDocument(planned: Planned): CommandResult {
  const name = planned.input.name.text;
  if (!planned.result.ok) {
    const { reasons, wouldHelp, alternatives, eras } = planned.result.error;
    const document = {
      ...NO_PLAN,
      alternatives,
      eras,
      refusal: { reasons, wouldHelp },
      ...faqOf(planned),
      facts: planned.facts,
    };
    return { exit: EXIT.bad, name, problems: [problem("plan-refused", { name })], document };
  }
  const {
    recommended,
    delegation,
    certificate,
    publish,
    steps,
    alternatives,
    eras,
    reasons,
    consents,
    audience,
  } = planned.result.value;
  const document = {
    digest: planned.digest,
    recommended,
    delegation,
    certificate,
    publish,
    steps,
    alternatives,
    eras,
    reasons,
    consents,
    audience,
    ...faqOf(planned),
    refusal: null,
    facts: planned.facts,
  };
  return { exit: EXIT.good, name, problems: [], document };
}

const NO_PLAN = {
  digest: null,
  recommended: null,
  delegation: null,
  certificate: null,
  publish: { wellKnownServer: null, wellKnownClient: null, records: [] },
  steps: [],
  reasons: [],
};

function failedToLook(
  request: PlanRequest,
  error: Parameters<typeof exitOfProblem>[0],
): CommandResult {
  return { exit: exitOfProblem(error), name: request.name.text, problems: [error], document: {} };
}
