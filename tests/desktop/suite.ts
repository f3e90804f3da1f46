import type { Page } from "@playwright/test";
import { expect, test } from "vitest";
import { call, planJourney } from "./journey.ts";

/** A message box as the suite sees it. */
export interface Box {
  readonly message: string;
  readonly detail: string;
}

/** The application as the suite drives it: over the double, or in Electron itself. */
export interface Desk {
  readonly page: Page;
  /** Where secrets are kept here: in memory alone where the system has no keychain that is real. */
  readonly secrets: "memory" | "keychain";
  /** Waits for a message box and presses one of its buttons. */
  readonly answerBox: (button: string) => Promise<Box>;
}

/** What must hold of the desktop application wherever it runs. */
export function desktopSuite(desk: () => Desk): void {
  doorTests(desk);
  lockTests(desk);
  journeyTest(desk);
}

function doorTests(desk: () => Desk): void {
  test("shows the wizard", async () => {
    await expect
      .poll(() => desk().page.locator("h1").count(), { timeout: 15_000 })
      .toBeGreaterThan(0);
  });

  test("exposes exactly two functions to the page", async () => {
    const keys = await desk().page.evaluate(() =>
      Object.keys(Reflect.get(globalThis, "homeport") as object),
    );
    expect(keys).toEqual(["call", "onEvent"]);
    const node = await desk().page.evaluate(() => [
      typeof Reflect.get(globalThis, "require"),
      typeof Reflect.get(globalThis, "process"),
    ]);
    expect(node).toEqual(["undefined", "undefined"]);
  });

  test("says that it runs in a window and where secrets are kept", async () => {
    expect(await call(desk().page, "about.get")).toMatchObject({
      ok: true,
      value: { mode: "desktop", secrets: { kept: desk().secrets } },
    });
  });

  test("turns away a method that there is not", async () => {
    const said = await desk().page.evaluate(() =>
      (Reflect.get(globalThis, "homeport") as { call: (m: string) => Promise<unknown> })
        .call("shell.run")
        .then(String, (error: Error) => error.message),
    );
    expect(said).toContain("no such method");
  });
}

function lockTests(desk: () => Desk): void {
  test("runs no script that was put into the page", async () => {
    const ran = await desk().page.evaluate(`(async () => {
      const script = document.createElement("script");
      script.textContent = "globalThis.planted = true";
      document.body.append(script);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return globalThis.planted === true;
    })()`);
    expect(ran).toBe(false);
  });

  test("goes to no other address and opens no window", async () => {
    const { page } = desk();
    const before = page.url();
    await page.evaluate(`(() => {
      const link = document.createElement("a");
      link.href = "https://evil.example/";
      document.body.append(link);
      link.click();
      link.remove();
      window.open("https://evil.example/");
    })()`);
    await page.waitForTimeout(500);
    expect(page.url()).toBe(before);
    await expect.poll(() => page.context().pages().length, { timeout: 5000 }).toBe(1);
  });

  test("grants no permission", async () => {
    const said = await desk().page.evaluate("Notification.requestPermission()");
    expect(said).toBe("denied");
  });
}

function journeyTest(desk: () => Desk): void {
  test("plays a journey of practice, approved in a box of its own", async () => {
    const { page, answerBox } = desk();
    const { digest, fingerprint } = await planJourney(page);
    const answered = answerBox("Make the changes");
    await call(page, "apply.start", { digest });
    const box = await answered;
    expect(box.detail).toContain(digest);
    expect(box.detail).toContain(`root@one.example:22, key ${fingerprint}`);
    expect(box.detail).toContain("https://ca.practice.example/terms");
    expect(box.detail).toMatch(/Others notice: .+\nWay back: Homeport can undo/s);
    expect(box.detail).toContain("Practice: a made-up world");
    await expect
      .poll(() => call(page, "apply.state"), { timeout: 30_000, interval: 300 })
      .toMatchObject({ value: { stage: "ended", outcome: "kept" } });
  }, 60_000);
}
