import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import { builtScript, countPageCpu, cpuOf, tellFirstScreen } from "./first-screen.ts";
import { serveWizard } from "./wizard.ts";

/** Script before the first screen, in bytes after gzip (design section 6). */
const MOST_SCRIPT = 220_000;

describe.skipIf(CHROMIUM === null)("The wizard, at first", { timeout: 300_000 }, () => {
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
    page.on("request", (request) => asked.add(new URL(request.url()).host));
    const pageCpu = await countPageCpu(await context.newCDPSession(page));
    const address = await wizard.next("url");
    const served = performance.now();
    const commandCpu = await cpuOf(wizard.process.pid);
    await page.goto(address, { waitUntil: "commit" });
    await page.getByRole("button", { name: "Start practice" }).waitFor();
    const shown = performance.now();
    const cpu = await pageCpu();
    const built = await builtScript();
    const [fromCommand, fromAddress] = [shown - started, shown - served];
    const took = { fromCommand, fromAddress, commandCpu, pageCpu: cpu, ...built };
    console.log(tellFirstScreen(took));
    expect([...asked]).toEqual([new URL(address).host]);
    expect(built.script).toBeLessThanOrEqual(MOST_SCRIPT);
    await context.close();
    await wizard.stop();
  });
});
