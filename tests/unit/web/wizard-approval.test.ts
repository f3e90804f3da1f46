import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { end, open as openIn, play, signIn, value } from "./open-wizard.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "homeport-wizard-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (approve: Parameters<typeof openIn>[1]) => openIn(folder, approve);

describe("the wizard and its approval", () => {
  test("changes nothing without an approval", async () => {
    const opened = await open(async () => false);
    const ended = await play(opened, "a");
    expect(ended).toMatchObject({
      outcome: null,
      run: null,
      problems: [{ code: "approval-missing" }],
    });
    expect(await value(opened.client.call("history.list", { name: null }))).toEqual({ runs: [] });
    await opened.wizard.close();
  }, 30_000);

  test("shows the question of approval again while it waits, and not once it is answered", async () => {
    let [askedAgain, give]: [number, (given: boolean) => void] = [0, () => undefined];
    const opened = await open((_request, { shown }) => {
      shown("terminal", async () => {
        askedAgain += 1;
        return "browser";
      });
      return new Promise((resolve) => {
        give = resolve;
      });
    });
    await value(opened.client.call("practice.enter", { journey: "a" }));
    await signIn(opened);
    const { digest } = await value(opened.client.call("plan.make", {}));
    await value(opened.client.call("apply.start", { digest }));
    const state = () => value(opened.client.call("apply.state", {}));
    await expect.poll(async () => (await state()).approvalAt, { timeout: 20_000 }).toBe("terminal");
    expect((await value(opened.client.call("apply.askAgain", {}))).approvalAt).toBe("browser");
    give(false);
    await end(opened);
    expect((await value(opened.client.call("apply.askAgain", {}))).approvalAt).toBe(null);
    expect(askedAgain).toBe(1);
    await opened.wizard.close();
  }, 30_000);

  test("lets a stop end the question of approval", async () => {
    const opened = await open(
      (_request, { cancelled }) =>
        new Promise((resolve) => {
          cancelled.addEventListener("abort", () => resolve(false), { once: true });
        }),
    );
    await value(opened.client.call("practice.enter", { journey: "a" }));
    await signIn(opened);
    const { digest } = await value(opened.client.call("plan.make", {}));
    await value(opened.client.call("apply.start", { digest }));
    await expect
      .poll(async () => (await value(opened.client.call("apply.state", {}))).stage)
      .toBe("approving");
    expect(await opened.client.call("apply.start", { digest })).toMatchObject({
      ok: false,
      problem: { code: "run-busy" },
    });
    for (const reply of [
      await opened.client.call("wizard.reset", {}),
      await opened.client.call("wizard.answer", { name: "two.example" }),
      await opened.client.call("host.disconnect", { machine: "host" }),
      await opened.client.call("practice.enter", { journey: null }),
    ]) {
      expect(reply).toMatchObject({ ok: false, problem: { code: "run-busy" } });
    }
    await value(opened.client.call("apply.stop", {}));
    expect((await end(opened)).problems).toMatchObject([{ code: "interrupted" }]);
    await opened.wizard.close();
  }, 30_000);
});
