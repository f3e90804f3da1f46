import { problem } from "../../../shared/problems/problem.ts";
import { EXIT, type CommandResult } from "../command-result.ts";
import { storedRuns } from "../open-runs.ts";
import type { Ports } from "../ports.ts";
import { readRunInput } from "../run-documents.ts";

/** Lists what was done, newest first, of one name or of all. */
export async function history(
  ports: Pick<Ports, "store">,
  name: string | null,
): Promise<CommandResult> {
  const all = (await storedRuns(ports)).filter(({ view }) => name === null || view.name === name);
  const runs = all.toReversed().map(({ run, view }) => ({
    run,
    name: view.name,
    kind: view.kind,
    at: view.at,
    state: view.state,
    digest: view.digest,
    steps: Object.values(view.steps).filter((step) => step.state === "done").length,
  }));
  return { exit: EXIT.good, name, problems: [], document: { runs } };
}

/** Shows what one run did and how to undo it. */
export async function receipt(ports: Pick<Ports, "store">, run: string): Promise<CommandResult> {
  const stored = (await ports.store.runs()).includes(run)
    ? await ports.store.readDocument(run, "receipt")
    : null;
  if (typeof stored !== "object" || stored === null) {
    return {
      exit: EXIT.usage,
      name: null,
      problems: [problem("run-unknown", { run })],
      document: { receipt: null },
    };
  }
  const name = "name" in stored && typeof stored.name === "string" ? stored.name : null;
  return { exit: EXIT.good, name, problems: [], document: { receipt: stored } };
}

/** The options that a run was given, so that `resume` and `undo` need not be told the host again. */
export async function rememberedOptions(
  ports: Pick<Ports, "store">,
  target: string | null,
): Promise<{ readonly [option: string]: unknown } | null> {
  const all = await storedRuns(ports);
  const stored = all.findLast(({ run, view }) =>
    target === null ? view.state !== "undone" : run === target || view.name === target,
  );
  const input = stored === undefined ? null : await readRunInput(ports, stored.run);
  return input?.remember ?? null;
}
