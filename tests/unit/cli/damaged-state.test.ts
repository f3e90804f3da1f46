import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createJsonStore } from "../../../electron/adapters/json-store.ts";
import { documentOf, emptyFolder, homeport, type Ended } from "./start.ts";

const EARLIER = "20261101-100000000-aaaa";
const LATER = "20261102-100000000-bbbb";
const DIGEST = "d".repeat(64);

/** A state folder with two kept runs of different names. */
async function stateWithRuns(): Promise<string> {
  const state = await emptyFolder();
  const store = createJsonStore(state);
  for (const [run, name] of [
    [EARLIER, "one.example"],
    [LATER, "two.example"],
  ] as const) {
    const at = "2026-11-01T10:00:00.000Z";
    await store.append(run, { event: "planned", at, name, digest: DIGEST, kind: "apply" });
    await store.append(run, { event: "approved", at, how: "flag" });
    await store.append(run, { event: "outcome", at, outcome: "kept" });
    await store.writeDocument(run, "receipt", { run, name, outcome: "kept", steps: [] });
  }
  return state;
}

const fileOf = (state: string, run: string, file: string): string => join(state, "runs", run, file);

/** The exit code, the codes of the problems, and the file that the first of them names. */
function toldBy(ended: Ended): readonly unknown[] {
  const problems = documentOf(ended)["problems"];
  if (!Array.isArray(problems)) throw new Error("no problems in the document");
  const told = problems as { readonly code: string; readonly data: { readonly path?: string } }[];
  return [ended.exit, told.map(({ code }) => code), told[0]?.data.path];
}

test.each([
  ["garbage", "\u0000not a journal\nat all\n"],
  ["empty", ""],
  ["a piece of a line", '{"event":"planned","at":"2026-11-01T10:0'],
  ["another JSON", '{"something":"else"}\n'],
])(
  "a run whose journal is %s is listed as damaged and hides no other",
  async (_what, text) => {
    const state = await stateWithRuns();
    const journal = fileOf(state, LATER, "journal.jsonl");
    await writeFile(journal, text);
    const options = ["--json", "--state", state];
    const history = await homeport(["history", ...options]);
    expect(documentOf(history)["runs"]).toEqual([
      expect.objectContaining({ run: LATER, name: "two.example", state: "damaged", file: journal }),
      expect.objectContaining({ run: EARLIER, name: "one.example", state: "kept" }),
    ]);
    expect(toldBy(history)).toEqual([0, ["state-damaged"], journal]);
    const damaged = [69, ["state-damaged"], journal];
    expect(toldBy(await homeport(["undo", LATER, "--dry-run", ...options]))).toEqual(damaged);
    expect(toldBy(await homeport(["resume", LATER, ...options]))).toEqual(damaged);
    const other = await homeport(["undo", EARLIER, "--dry-run", ...options]);
    expect([other.exit, documentOf(other)["run"]]).toEqual([0, EARLIER]);
  },
  30_000,
);

test("a journal that is gone is damage where a receipt tells of the run", async () => {
  const state = await stateWithRuns();
  await mkdir(fileOf(state, "20261103-100000000-cccc", ""), { recursive: true });
  const gone = "20261104-100000000-dddd";
  await createJsonStore(state).writeDocument(gone, "receipt", { run: gone, name: "two.example" });
  const document = documentOf(
    await homeport(["history", "two.example", "--json", "--state", state]),
  );
  expect(document["runs"]).toEqual([
    expect.objectContaining({ run: gone, state: "damaged" }),
    expect.objectContaining({ run: LATER, state: "kept" }),
  ]);
});

test("in words a damaged run is named with the file, and nothing stands above a refused undo", async () => {
  const state = await stateWithRuns();
  const journal = fileOf(state, LATER, "journal.jsonl");
  await writeFile(journal, "");
  const history = await homeport(["history", "--state", state]);
  expect(history.stdout).toMatch(new RegExp(`${LATER} +two\\.example +damaged: `));
  expect(history.stdout).toContain(journal);
  const undone = await homeport(["undo", LATER, "--dry-run", "--state", state]);
  expect(undone.stdout).toMatch(/^✗ A file of Homeport's own is damaged\n/);
});

test.each([
  ["input.json", "undo"],
  ["input.json", "resume"],
  ["receipt.json", "receipt"],
])("a damaged %s is named by %s", async (file, command) => {
  const state = await stateWithRuns();
  const path = fileOf(state, EARLIER, file);
  await writeFile(path, "{ no json");
  const ended = await homeport([command, EARLIER, "--json", "--state", state]);
  expect(toldBy(ended)).toEqual([69, ["state-damaged"], path]);
});

test("a state folder that is none is told with the code of something out of reach", async () => {
  const ended = await homeport(["history", "--json", "--state", "/dev/null"]);
  expect(toldBy(ended)).toEqual([69, ["state-unusable"], "/dev/null"]);
});
