import { foldJournal, type RunView } from "../../shared/run/journal.ts";
import type { Ports } from "./ports.ts";

/** A run in the state folder. */
export interface StoredRun {
  readonly run: string;
  readonly view: RunView;
}

/** All runs that were begun, oldest first. */
export async function storedRuns(ports: Pick<Ports, "store">): Promise<readonly StoredRun[]> {
  const found: StoredRun[] = [];
  for (const run of await ports.store.runs()) {
    const view = foldJournal(await ports.store.journal(run));
    if (view !== null) found.push({ run, view });
  }
  return found;
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
