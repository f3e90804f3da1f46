import type { Browser, Page } from "@playwright/test";
import { WEB_CARRIER } from "../../shared/api/web-carrier.ts";
import { finding, lookInPractice, press, signIn } from "./walk.ts";
import { whileAnswering } from "./stand-still.ts";
import { inAnotherTab } from "./tour.ts";
import type { Visit } from "./visit.ts";
import { serveWizard, type OpenOptions } from "./wizard.ts";

/**
 * States that no drive of the wizard brings about here, for want of a server about which nothing is open,
 * of a fault of our own, or of a program that opens addresses: the page gets an answer that no engine gave.
 */
export async function standInTour(
  browser: Browser,
  visit: Visit,
  opening: OpenOptions = {},
): Promise<void> {
  const wizard = await serveWizard(["--practice"]);
  try {
    const page = await wizard.open(browser, opening);
    await nothingToAsk(page, visit);
    await feed(page, `${WEB_CARRIER.call}home.list`, { ok: true, value: { servers: [null] } });
    await page.locator(".fr-logo").click();
    await finding(page, "This page has stopped");
    await visit("stopped", page, "stand-in");
    const lost = await inAnotherTab(page, opening, (tab) =>
      feed(tab, WEB_CARRIER.again, { opened: true, command: null }),
    );
    await finding(lost, "Homeport goes on in a fresh page");
    await visit("opened", lost, "stand-in");
  } finally {
    await wizard.stop();
  }
}

/** It stands for two seconds and then goes on by itself: that call is held back. */
async function nothingToAsk(page: Page, visit: Visit): Promise<void> {
  await lookInPractice(page, "one.example");
  await finding(page, "Sign in to the machine");
  await signIn(page);
  await finding(page, "Signed in");
  await feed(page, `${WEB_CARRIER.call}questions.open`, {
    ok: true,
    value: { open: [], moot: [] },
  });
  await press(page, "Go on");
  await finding(page, "There is nothing to ask");
  await whileAnswering(
    page,
    "wizard.answer",
    async () => {},
    () => visit("questions-nothing", page, "stand-in"),
  );
  await finding(page, /^The plan/);
}

/** Answers a request of the page in the engine's stead. */
async function feed(page: Page, path: string, body: object): Promise<void> {
  await page.route(`**${path}`, (route) => route.fulfill({ json: body }));
}
