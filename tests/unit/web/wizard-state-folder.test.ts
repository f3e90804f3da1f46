import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { end, open, play, value } from "./open-wizard.ts";

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "homeport-wizard-")), "state");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

test("a state folder that fails while a run begins is told as that, and the wizard goes on", async () => {
  const opened = await open(folder, async () => {
    renameSync(folder, `${folder}-gone`);
    writeFileSync(folder, "no folder any more");
    return true;
  });
  const ended = await play(opened, "a");
  expect(ended).toMatchObject({ outcome: null, problems: [{ code: "state-unusable" }] });
  const reply = await opened.client.call("wizard.answer", { page: { era: "1.0" } });
  expect(reply).toMatchObject({ ok: false, problem: { code: "state-unusable" } });
  expect(opened.bugs).toEqual([]);
  rmSync(folder);
  renameSync(`${folder}-gone`, folder);
  expect((await value(opened.client.call("wizard.answer", {}))).draft.name).toBe("one.example");
  expect((await end(opened)).stage).toBe("ended");
  await opened.wizard.close();
}, 30_000);
