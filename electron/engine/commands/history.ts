import { problem } from "../../../shared/problems/problem.ts";
import { EXIT, type CommandResult } from "../command-result.ts";
import { readRuns, runRow, storedRuns, type DamagedRun } from "../open-runs.ts";
import type { Ports } from "../ports.ts";
import { readRunInput } from "../run-documents.ts";

/** Lists what was done, newest first, of one name or of all. A damaged run is listed as that, wherever its name cannot be told too. */
export async function history(
  ports: Pick<Ports, "store">,
  name: string | null,
): Promise<CommandResult> {
  const { stored, damaged } = await readRuns(ports);
  const whole = stored.filter(({ view }) => name === null || view.name === name);
  const bad = damaged.filter((one) => name === null || one.name === null || one.name === name);
  const rows = whole.map(runRow);
  const runs = [...rows, ...bad.map(damagedRow)].toSorted((a, b) => (a.run < b.run ? 1 : -1));
  const problems = bad.map(({ problem: why }) => ({ ...why, severity: "warning" }) as const);
  return { exit: EXIT.good, name, problems, document: { runs } };
}

function damagedRow({ run, name, problem: { data } }: DamagedRun): {
  readonly run: string;
  readonly [key: string]: unknown;
} {
  const file = data["path"] ?? null;
  return { run, name, kind: null, at: null, state: "damaged", digest: null, steps: 0, file };
}

/** Shows what one run did and how to undo it. */
export async function receipt(ports: Pick<Ports, "store">, target: string): Promise<CommandResult> {
  const run = await runMeant(ports, target);
  const stored = run === null ? null : await ports.store.readDocument(run, "receipt");
  if (typeof stored !== "object" || stored === null) {
    return {
      exit: EXIT.usage,
      name: null,
      problems: [problem("run-unknown", { run: target })],
      document: { receipt: null },
    };
  }
  const name = "name" in stored && typeof stored.name === "string" ? stored.name : null;
  return { exit: EXIT.good, name, problems: [], document: { receipt: stored } };
}

/** A run by its id, by the end of its id where only one has it, or the newest of a name. */
async function runMeant(ports: Pick<Ports, "store">, target: string): Promise<string | null> {
  const runs = await ports.store.runs();
  if (runs.includes(target)) return target;
  const ends = runs.filter((run) => run.endsWith(`-${target}`));
  if (ends[0] !== undefined && ends.length === 1) return ends[0];
  const ofName = (await storedRuns(ports)).filter(({ view }) => view.name === target);
  return ofName.at(-1)?.run ?? null;
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
