import { problem, type Problem } from "../../shared/problems/problem.ts";
import { foldJournal, type RunView } from "../../shared/run/journal.ts";
import type { Ports } from "./ports.ts";
import { documentIfWhole } from "./run-documents.ts";
import { StateDamaged } from "./state-damaged.ts";

/** A run in the state folder. */
export interface StoredRun {
  readonly run: string;
  readonly view: RunView;
}

/** A run as lists show it (`cli.md`, `history`). */
export interface RunRow {
  readonly run: string;
  readonly name: string;
  readonly kind: RunView["kind"];
  readonly at: RunView["at"];
  readonly state: RunView["state"];
  readonly digest: RunView["digest"];
  /** How many of its steps are done. */
  readonly steps: number;
}

/** The row of a run that can be read. */
export function runRow({ run, view }: StoredRun): RunRow {
  const { name, kind, at, state, digest } = view;
  const steps = Object.values(view.steps).filter((step) => step.state === "done").length;
  return { run, name, kind, at, state, digest, steps };
}

/** A run whose journal cannot be read; its name where another of its files still tells it. */
export interface DamagedRun {
  readonly run: string;
  readonly name: string | null;
  readonly problem: Problem;
}

/** All runs that were begun and can be read, oldest first. */
export async function storedRuns(ports: Pick<Ports, "store">): Promise<readonly StoredRun[]> {
  return (await readRuns(ports)).stored;
}

/** All runs that were begun, oldest first: one that is damaged hides no other. */
export async function readRuns(
  ports: Pick<Ports, "store">,
): Promise<{ readonly stored: readonly StoredRun[]; readonly damaged: readonly DamagedRun[] }> {
  const stored: StoredRun[] = [];
  const damaged: DamagedRun[] = [];
  for (const run of await ports.store.runs()) {
    try {
      const view = await viewOf(ports, run);
      if (view !== null) stored.push({ run, view });
    } catch (error) {
      if (!(error instanceof StateDamaged)) throw error;
      damaged.push({ run, name: await nameOf(ports, run), problem: error.problem });
    }
  }
  return { stored, damaged };
}

/** How a run stands; null where it was never begun: it has no journal, and no receipt that tells of one. */
async function viewOf(ports: Pick<Ports, "store">, run: string): Promise<RunView | null> {
  const lines = await ports.store.journal(run);
  const view = foldJournal(lines);
  if (view !== null) return view;
  if (lines.length === 0 && (await documentIfWhole(ports, run, "receipt")) === null) return null;
  throw new StateDamaged(run, `${ports.store.pathOf(run)}/journal.jsonl`);
}

async function nameOf(ports: Pick<Ports, "store">, run: string): Promise<string | null> {
  for (const document of ["input", "receipt"]) {
    const found = await documentIfWhole(ports, run, document);
    if (typeof found === "object" && found !== null && "name" in found) {
      if (typeof found.name === "string") return found.name;
    }
  }
  return null;
}

/** The newest run of a name (of any, where null) that has not come to its end: interrupted, waiting or unknown. */
export async function openRunOf(
  ports: Pick<Ports, "store">,
  name: string | null,
): Promise<StoredRun | null> {
  const open = (await storedRuns(ports)).filter(
    ({ view }) =>
      view.approved &&
      view.state !== "kept" &&
      view.state !== "undone" &&
      view.state !== "superseded" &&
      (name === null || view.name === name),
  );
  return open.at(-1) ?? null;
}

/** A warning where a run of the name ended nowhere; `waiting` ones count where they stand in the way as well. */
export async function openRunWarnings(
  ports: Pick<Ports, "store">,
  name: string,
  counts: "cut-off" | "all",
): Promise<readonly Problem[]> {
  const open = await openRunOf(ports, name);
  if (open === null || (counts === "cut-off" && open.view.state === "waiting")) return [];
  const { run, view } = open;
  return [problem("run-open", { run, name, kind: view.kind }, { severity: "warning" })];
}
