import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { promiseOf } from "../../../renderer/frame/promise.ts";
import type { Page } from "../../../renderer/state/wizard.ts";
import type { ApplyState } from "../../../shared/api/wizard-views.ts";
import { end, open, play, value, type Opened } from "./open-wizard.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "homeport-renewed-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function renewed(opened: Opened): Promise<readonly [ApplyState, ApplyState]> {
  const first = await play(opened, "a");
  await value(opened.client.call("run.renew", { name: "one.example" }));
  return [first, await end(opened)];
}

/** What the promise line says of a run. */
async function promised({ client }: Opened, apply: ApplyState) {
  const wizard = await value(client.call("wizard.state", {}));
  const page = { wizard, apply };
  const { title, count } = promiseOf(page satisfies Partial<Page> as unknown as Page);
  return { title, count };
}

describe("a server that was renewed", () => {
  test("promises the changes of its first run and of the renewal", async () => {
    const opened = await open(folder);
    const [first, renewal] = await renewed(opened);
    expect(renewal).toMatchObject({ of: "renew", outcome: "kept", earlier: { run: first.run } });
    expect(first.changes).toBeGreaterThan(0);
    expect(renewal.changes).toBeGreaterThan(0);
    const running = opened.events.flatMap((each) =>
      each.event === "apply" && each.state.kind === "renew" && each.state.stage === "running"
        ? [each.state.steps.map(({ id }) => id)]
        : [],
    );
    expect(running.length).toBeGreaterThan(0);
    expect(new Set(running.map(String))).toEqual(
      new Set([String(renewal.steps.map(({ id }) => id))]),
    );
    const count = first.changes + renewal.changes;
    expect(await promised(opened, renewal)).toEqual({ title: "kept", count });
    await opened.wizard.close();
  }, 90_000);

  test("says that the renewal alone is undone, and leads on to the run that stands", async () => {
    const opened = await open(folder);
    const [first, renewal] = await renewed(opened);
    await value(opened.client.call("run.undo", { run: renewal.run ?? "" }));
    const undone = await end(opened);
    const { changes } = first;
    expect(undone).toMatchObject({ kind: "undo", of: "renew", outcome: "undone" });
    expect(undone.earlier).toEqual({ run: first.run, changes });
    expect(await promised(opened, undone)).toEqual({ title: "undone-renew", count: changes });
    const { servers } = await value(opened.client.call("home.list", {}));
    expect(servers).toMatchObject([{ run: first.run, state: "kept", kind: "apply" }]);
    await value(opened.client.call("wizard.answer", { station: "home" }));
    const { draft } = await value(opened.client.call("wizard.answer", { station: "proof" }));
    expect(draft.run).toBe(first.run);
    const shown = await value(opened.client.call("apply.state", {}));
    expect(await promised(opened, shown)).toEqual({ title: "kept", count: changes });
    await value(opened.client.call("run.undo", { run: first.run ?? "" }));
    expect(await end(opened)).toMatchObject({ outcome: "undone", earlier: { run: null } });
    await opened.wizard.close();
  }, 90_000);

  test("is taken back altogether where all of it is asked for", async () => {
    const opened = await open(folder);
    const [first, renewal] = await renewed(opened);
    await value(opened.client.call("run.undo", { run: renewal.run ?? "", all: true }));
    const undone = await end(opened);
    expect(undone).toMatchObject({ outcome: "undone", changes: 0, earlier: { run: null } });
    const ids = new Set(undone.steps.map(({ id }) => id));
    expect(first.steps.every(({ id }) => ids.has(id))).toBe(true);
    const { runs } = await value(opened.client.call("history.list", { name: "one.example" }));
    expect(runs.map(({ state }) => state)).toEqual(["undone", "undone"]);
    await opened.wizard.close();
  }, 90_000);
});
