import { gzipSync } from "node:zlib";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import { countPageCpu, cpuOf, tellFirstScreen } from "./first-screen.ts";
import { finding } from "./walk.ts";
import { serveWizard } from "./wizard.ts";

/** Script before the first screen, in bytes after gzip (design section 6). */
const MOST_SCRIPT = 220_000;

describe.skipIf(CHROMIUM === null)(
  "The wizard, at first and by keyboard",
  { timeout: 300_000 },
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser?.close());

    test("shows its first usable screen soon after a cold start, and asks nobody before a name is entered", async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      const started = performance.now();
      const wizard = await serveWizard(["--practice"]);
      const asked = new Set<string>();
      const scripts: Promise<Buffer>[] = [];
      page.on("request", (request) => asked.add(new URL(request.url()).host));
      page.on("response", (response) => {
        if (response.request().resourceType() === "script") scripts.push(response.body());
      });
      const pageCpu = await countPageCpu(await context.newCDPSession(page));
      const address = await wizard.next("url");
      const served = performance.now();
      const commandCpu = await cpuOf(wizard.process.pid);
      await page.goto(address, { waitUntil: "commit" });
      await page.getByRole("button", { name: "Start practice" }).waitFor();
      const shown = performance.now();
      const cpu = await pageCpu();
      const first = await Promise.all(scripts);
      const bytes = first.reduce((sum, body) => sum + gzipSync(body).length, 0);
      const [fromCommand, fromAddress] = [shown - started, shown - served];
      const took = { fromCommand, fromAddress, commandCpu, pageCpu: cpu, script: bytes };
      console.log(tellFirstScreen(took));
      expect([...asked]).toEqual([new URL(address).host]);
      expect(bytes).toBeLessThanOrEqual(MOST_SCRIPT);
      await context.close();
      await wizard.stop();
    });

    test("does its whole main job by keyboard alone", async () => {
      const wizard = await serveWizard(["--practice"]);
      const page = await wizard.open(browser);
      const keys = keyboardOf(page);
      await keys.to("Start practice", "Enter");
      await finding(page, "Which server do you practise with?");
      await page.keyboard.type("one.example");
      await keys.press("Enter");
      await finding(page, "How others reach one.example");
      await keys.to("Go on", "Enter");
      await finding(page, "Sign in to the machine");
      await keys.to("Sign in", "Enter");
      await page.getByRole("heading", { name: "Is this your machine?" }).waitFor();
      expect(await page.evaluate("document.activeElement?.id")).toBe("host-key");
      await keys.to("They match: sign in", "Enter");
      await finding(page, "Signed in");
      await keys.to("Go on", "Enter");
      await finding(page, "Which servers should reach you?");
      await keys.to("Take the rest as suggested", "Enter");
      await finding(page, /^The plan/);
      await tryShortcuts(page);
      await keys.to("Check everything first", "Enter");
      await page.getByRole("button", { name: "Go on to apply", disabled: false }).waitFor();
      await keys.to("Go on to apply", "Enter");
      await finding(page, "Waiting for your approval");
      await wizard.approve(browser);
      await finding(page, "Other servers reach you");
      console.log(`keyboard: the main job took ${keys.count()} key presses besides the name`);
      const focused = await page.evaluate("document.activeElement?.tagName");
      expect(focused).toBe("H1");
      await wizard.stop();
    }, 300_000);
  },
);

/** `L`, `1` to `4` and `?` do what the help says. */
async function tryShortcuts(page: Page): Promise<void> {
  const list = page.locator(".rl");
  await page.keyboard.press("l");
  await list.first().waitFor();
  await page.keyboard.press("l");
  await list.first().waitFor({ state: "detached" });
  await page.keyboard.press("1");
  expect(await page.getByRole("radio", { name: "0.34", exact: true }).isChecked()).toBe(true);
  await page.keyboard.press("4");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Help for this screen" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

function keyboardOf(page: Page) {
  let count = 0;
  const press = async (key: string): Promise<void> => {
    count += 1;
    await page.keyboard.press(key);
  };
  return {
    press,
    count: () => count,
    /** Goes with Tab to a button, and presses a key there. */
    to: async (name: string, key: string): Promise<void> => {
      for (let tabs = 0; tabs < 80; tabs++) {
        const at = await page.evaluate("document.activeElement?.textContent ?? ''");
        if (at === name) return press(key);
        await press("Tab");
      }
      throw new Error(`Tab never came to "${name}"`);
    },
  };
}
