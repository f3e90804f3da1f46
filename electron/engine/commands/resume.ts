import { problem } from "../../../shared/problems/problem.ts";
import { EXIT, type CommandResult } from "../command-result.ts";
import { continueRun } from "../continue-run.ts";
import { openRunOf, storedRuns } from "../open-runs.ts";
import type { Ports } from "../ports.ts";
import type { ResumeRequest } from "../requests.ts";

/** Goes on with an interrupted or waiting run; the newest open one unless one is named. */
export async function resume(ports: Ports, request: ResumeRequest): Promise<CommandResult> {
  const stored =
    request.run === null
      ? await openRunOf(ports, null)
      : ((await storedRuns(ports)).find(({ run }) => run === request.run) ?? null);
  if (stored === null) {
    const why =
      request.run === null
        ? problem("no-run-to-resume")
        : problem("run-unknown", { run: request.run });
    return {
      exit: EXIT.usage,
      name: null,
      problems: [why],
      document: { run: null, outcome: null, steps: [] },
    };
  }
  const { state } = stored.view;
  if (state === "kept" || state === "undone") {
    const document = { run: stored.run, digest: stored.view.digest, outcome: state, steps: [] };
    return { exit: EXIT.good, name: stored.view.name, problems: [], document };
  }
  return continueRun(ports, stored, { waitSeconds: request.waitSeconds, stopAfter: null });
}
