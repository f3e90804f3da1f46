import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { end, open, play, value } from "./open-wizard.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "homeport-undone-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("taking a run back tells of every step that had changed something, the last one first", async () => {
  const opened = await open(folder);
  const made = await play(opened, "b");
  expect(made.outcome).toBe("kept");
  const changed = made.steps.filter(({ who, kind }) => who === "homeport" && kind !== "prove");
  await value(opened.client.call("run.undo", { run: made.run ?? "" }));
  const { outcome, log } = await end(opened, 120_000);
  expect(outcome).toBe("undone");
  const undone = log.filter(({ event }) => event === "undoing").map(({ step }) => step);
  const once = undone.filter((step, at) => step !== undone[at - 1]);
  expect(once).toEqual(changed.map(({ id }) => id).toReversed());
  expect(opened.bugs).toEqual([]);
  await opened.wizard.close();
}, 180_000);
