import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { CHROMIUM } from "../browser/chromium.ts";
import { paths } from "../../build/paths.ts";
import { english } from "../../shared/words/words.ts";
import { createJsonStore } from "../../electron/adapters/json-store.ts";
import { known, KNOWN } from "./double/known-events.ts";
import { startOverDouble, until, type Started } from "./double/start.ts";
import type { DoubleWindow } from "./double/windows.ts";
import { call, planJourney } from "./journey.ts";

const MINUTES = 180_000;

const Running = z.object({
  event: z.literal("apply"),
  state: z.object({ stage: z.literal("running"), steps: z.array(z.object({ state: z.string() })) }),
});

/** Something has been changed, and the run goes on. */
function hasChanged(sent: unknown): boolean {
  const { data } = Running.safeParse(sent);
  return data?.state.steps.some(({ state }) => state === "done") === true;
}

describe.skipIf(CHROMIUM === null)("the life of the desktop application", () => {
  let started: Started;
  afterEach(() => started.close());

  const windowOf = (): DoubleWindow => {
    const [window] = started.double.windows;
    if (window === undefined) throw new Error("there is no window");
    return window;
  };

  /** Begins a run of practice; its approval is asked for, and waits. */
  async function beginRun(): Promise<(answer: "Make the changes") => void> {
    const { page } = windowOf().contents;
    const { digest } = await planJourney(page);
    await call(page, "apply.start", { digest });
    await until(() => started.double.boxes.length === 1);
    await call(page, "wizard.answer", { station: "apply" });
    return (answer) => {
      const [box] = started.double.boxes;
      box?.answer(box.buttons.indexOf(answer));
    };
  }

  /** How the one run in practice ended, by its journal. */
  async function outcome(): Promise<unknown> {
    const store = createJsonStore(join(started.stateFolder, "wizard-practice"));
    const [run = ""] = await store.runs();
    const lines = z.array(z.looseObject({ event: z.string() })).parse(await store.journal(run));
    return lines.findLast(({ event }) => event === "outcome")?.["outcome"];
  }

  test(
    "a second start brings the window back, and opens no second one",
    async () => {
      started = await startOverDouble();
      const window = windowOf();
      window.minimize();
      started.double.app.emit("second-instance");
      expect([window.isShown, window.isInFront]).toEqual([true, true]);
      expect(started.double.windows).toHaveLength(1);
    },
    MINUTES,
  );

  test(
    "closing the last window ends an application that has nothing to do",
    async () => {
      started = await startOverDouble();
      expect(readdirSync(started.stateFolder)).toContain("wizard-claim");
      await windowOf().close();
      await until(() => started.double.hasQuit);
      expect(readdirSync(started.stateFolder)).not.toContain("wizard-claim");
    },
    MINUTES,
  );

  test(
    "closing the window in the middle of a run ends neither, and a new one goes on there",
    async () => {
      started = await startOverDouble();
      const answer = await beginRun();
      await windowOf().close();
      expect(started.double.hasQuit).toBe(false);
      started.double.app.emit("activate");
      await until(() => started.double.windows[0]?.isShown === true);
      const { page } = windowOf().contents;
      await page
        .getByRole("heading", { level: 1, name: "Waiting for your approval" })
        .waitFor({ timeout: 90_000 });
      answer("Make the changes");
      await expect
        .poll(() => call(page, "apply.state"), { timeout: 90_000, interval: 300 })
        .toMatchObject({ value: { stage: "ended", outcome: "kept" } });
      expect(started.double.hasQuit).toBe(false);
    },
    MINUTES,
  );

  test(
    "a run without a window goes to its end, and so does the application then",
    async () => {
      started = await startOverDouble();
      const answer = await beginRun();
      await windowOf().close();
      answer("Make the changes");
      await expect.poll(() => started.double.hasQuit, { timeout: 90_000 }).toBe(true);
      expect(await outcome()).toBe("kept");
    },
    MINUTES,
  );

  test(
    "quitting in the middle of a run stops it, and waits until all is put back",
    async () => {
      started = await startOverDouble();
      const { double } = started;
      const asked: boolean[] = [];
      double.sent.on("sent", (sent: unknown) => {
        if (asked.length > 0 || !hasChanged(sent)) return;
        double.quit();
        asked.push(double.hasQuit);
      });
      (await beginRun())("Make the changes");
      await expect.poll(() => double.hasQuit, { timeout: 90_000 }).toBe(true);
      expect(asked).toEqual([false]);
      expect(await outcome()).toBe("undone");
    },
    MINUTES,
  );

  test(
    "beside a wizard on a page it says so, and ends",
    async () => {
      const claim = `${process.ppid}\n`;
      started = await startOverDouble((folder) => {
        writeFileSync(join(folder, "wizard-claim"), claim);
        return folder;
      });
      const { errors, exitCode, windows } = started.double;
      expect(errors[0]).toContain(english.problems["state-claimed"].title);
      expect([exitCode, windows.length]).toEqual([1, 0]);
      expect(readFileSync(join(started.stateFolder, "wizard-claim"), "utf8")).toBe(claim);
    },
    MINUTES,
  );
});

test("the double turns away whoever listens for an event that it does not send", () => {
  expect(known("app", "activate")).toBe("activate");
  expect(() => known("app", "open-url")).toThrow("does not know the event open-url of app");
  expect(() => known("webContents", "before-quit")).toThrow("of webContents");
  const told = readFileSync(join(paths.root, "docs/security.md"), "utf8");
  const untold = Object.values(KNOWN).flatMap((names) =>
    names.filter((name) => !told.includes(`\`${name}\``)),
  );
  expect(untold).toEqual([]);
});
