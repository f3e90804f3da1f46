import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ApplyState } from "../../../shared/api/wizard-views.ts";
import { end, open as openIn, signIn, value, type Opened } from "./open-wizard.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "homeport-waiting-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inTime = { timeout: 240_000, interval: 200 };

/** A run of two.example that waits for the website's owner. */
async function waitIn(opened: Opened): Promise<ApplyState> {
  await value(opened.client.call("practice.enter", { journey: "b" }));
  await value(opened.client.call("wizard.answer", { answers: { web: "other" } }));
  await signIn(opened, ["host"]);
  const { digest } = await value(opened.client.call("plan.make", {}));
  await value(opened.client.call("apply.start", { digest }));
  const waiting = await end(opened);
  expect(waiting.outcome).toBe("waiting");
  return waiting;
}

const stateOf = ({ client }: Opened) => value(client.call("apply.state", {}));
const watchedIn = async (opened: Opened) => (await stateOf(opened)).watched;

describe("a run that waits", () => {
  test("needs the machines it works on, and no login that was declined", async () => {
    const opened = await openIn(folder);
    expect((await waitIn(opened)).needs).toEqual(["host"]);
    await opened.wizard.close();
  }, 300_000);

  test("is watched after practice was entered again, and told to the page", async () => {
    const first = await openIn(folder);
    const { run } = await waitIn(first);
    await first.wizard.close();
    const second = await openIn(folder);
    await value(second.client.call("practice.enter", { journey: null }));
    const told = second.events.findLast((each) => each.event === "apply");
    expect(told?.state).toMatchObject({ run, outcome: "waiting", needs: ["host"] });
    await expect.poll(() => watchedIn(second), inTime).not.toEqual([]);
    await second.wizard.close();
  }, 300_000);

  test("is watched when it is opened after another server was worked on", async () => {
    const opened = await openIn(folder);
    const { run } = await waitIn(opened);
    await value(opened.client.call("wizard.answer", { name: "one.example", station: "name" }));
    await value(opened.client.call("wizard.answer", { name: "two.example", station: "apply" }));
    expect(await stateOf(opened)).toMatchObject({ run, outcome: "waiting", name: "two.example" });
    await expect.poll(() => watchedIn(opened), inTime).not.toEqual([]);
    await opened.wizard.close();
  }, 300_000);

  test("stands ready while nobody is signed in, and goes on once somebody is", async () => {
    const first = await openIn(folder);
    await waitIn(first);
    await first.wizard.close();
    const second = await openIn(folder);
    const isThere = async () => (await watchedIn(second)).some(({ there }) => there);
    await expect.poll(isThere, inTime).toBe(true);
    expect(await stateOf(second)).toMatchObject({ stage: "ended", outcome: "waiting" });
    await signIn(second, ["host"]);
    await expect.poll(async () => (await stateOf(second)).outcome, inTime).toBe("kept");
    await second.wizard.close();
  }, 300_000);
});
