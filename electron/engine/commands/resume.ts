import { problem } from "../../../shared/problems/problem.ts";
import { EXIT, type CommandResult } from "../command-result.ts";
import { exitOfProblem } from "../exit-of.ts";
import { parseServerName } from "../../../shared/domain/server-name.ts";
import { continueRun, supersede } from "../continue-run.ts";
import { openRunOf, readRuns, type DamagedRun, type StoredRun } from "../open-runs.ts";
import type { Ports } from "../ports.ts";
import type { ResumeRequest } from "../requests.ts";
import { readRunInput } from "../run-documents.ts";
import { apply } from "./apply.ts";

/** Goes on with an interrupted or waiting run; the newest open one unless one is named. */
export async function resume(ports: Ports, request: ResumeRequest): Promise<CommandResult> {
  const { stored: all, damaged } = await readRuns(ports);
  const stored =
    request.run === null
      ? await openRunOf(ports, null)
      : (all.find(({ run }) => run === request.run) ?? null);
  if (stored === null) return noneToResume(request, damaged);
  const { state } = stored.view;
  if (state === "kept" || state === "undone") {
    const document = { run: stored.run, digest: stored.view.digest, outcome: state, steps: [] };
    return { exit: EXIT.good, name: stored.view.name, problems: [], document };
  }
  const { waitSeconds, stopAfter, approveDigest = null } = request;
  const continued = await continueRun(ports, stored, { waitSeconds, stopAfter, approveDigest });
  if (!(await supersede(ports, stored, continued))) return continued;
  return applyAnew(ports, stored, request);
}

/** No run is open, unless it is one that cannot be read. */
function noneToResume(request: ResumeRequest, damaged: readonly DamagedRun[]): CommandResult {
  const bad = damaged.findLast(({ run }) => request.run === null || run === request.run);
  const none =
    request.run === null
      ? problem("no-run-to-resume")
      : problem("run-unknown", { run: request.run });
  return {
    exit: bad === undefined ? EXIT.usage : exitOfProblem(bad.problem),
    name: bad?.name ?? null,
    problems: [bad?.problem ?? none],
    document: { run: bad?.run ?? null, outcome: null, steps: [] },
  };
}

/** The rest of the way under its new approval, from the inputs of the run that it takes the place of. */
async function applyAnew(
  ports: Ports,
  stored: StoredRun,
  request: ResumeRequest,
): Promise<CommandResult> {
  const kept = await readRunInput(ports, stored.run);
  const name = parseServerName(stored.view.name);
  if (kept === null || !name.ok) throw new Error(`run ${stored.run} has lost its inputs`);
  const { answers, acme, webRoot, remember } = kept;
  return apply(ports, {
    name: name.value,
    now: request.now,
    withHost: kept.facts.host !== null,
    webRoot,
    answers,
    facts: null,
    acme,
    planDigest: null,
    dryRun: false,
    waitSeconds: request.waitSeconds,
    stopAfter: request.stopAfter,
    remember,
  });
}
