import { mkdirSync, readdirSync, renameSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { EngineEvent } from "../../../electron/engine/ports.ts";
import { ending, filesOf, openBench, runOf } from "./bench.ts";

test("a state folder that is lost in mid-run ends it as unknown, and it goes on once it is back", async () => {
  const bench = await openBench();
  const start = filesOf(bench.world);
  let giveBack = (): void => {};
  const emit = ({ event, step }: EngineEvent): void => {
    if (event === "started" && step === "certificate") giveBack = loseJournal(bench.state);
  };
  const ended = await bench.apply({}, { emit });
  expect(ending(ended)).toEqual([2, "unknown", "state-unusable"]);
  const run = runOf(ended);
  expect(ended.document["undo"]).toBe(`homeport undo ${run}`);
  const half = filesOf(bench.world);
  expect(half).not.toEqual(start);

  giveBack();
  const resumed = await bench.resume();
  expect([ending(resumed), runOf(resumed)]).toEqual([[0, "kept"], run]);
  expect(ending(await bench.undo())).toEqual([0, "undone"]);
  expect(filesOf(bench.world)).toEqual(start);
});

/** Puts something else in the journal's place, so that nothing more can be written; gives the way back. */
function loseJournal(state: string): () => void {
  const [run = ""] = readdirSync(join(state, "runs"));
  const journal = join(state, "runs", run, "journal.jsonl");
  renameSync(journal, `${journal}.away`);
  mkdirSync(journal);
  return () => {
    rmdirSync(journal);
    renameSync(`${journal}.away`, journal);
  };
}
