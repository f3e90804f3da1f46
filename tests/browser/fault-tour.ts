import type { Browser, Page } from "@playwright/test";
import {
  fillLogin,
  killAt,
  openRealWorld,
  serveOver,
  toLogin,
  type RealWorld,
} from "./real-world.ts";
import type { Visit } from "./tour.ts";
import { part, whole } from "./in-language.ts";
import { checkedEverything, finding, press, takeSuggestions, toApproval } from "./walk.ts";
import type { OpenOptions } from "./wizard.ts";

/** Goes through what may go wrong, over a world of our own that is made to do it. */
export async function faultTour(
  browser: Browser,
  visit: Visit,
  opening: OpenOptions = {},
): Promise<void> {
  const real = await openRealWorld();
  try {
    const page = await real.wizard.open(browser, opening);
    await visit("welcome-real", page);
    await refusedLogin(page, real, visit);
    await noSsh(page, visit);
    await failingCa(page, browser, real, visit);
    await cutShort(page, browser, real, visit, opening);
  } finally {
    await real.stop();
  }
}

async function refusedLogin(page: Page, real: RealWorld, visit: Visit): Promise<void> {
  await toLogin(page, "one.example");
  await fillLogin(page, real.world, "a");
  await visit("host-real", page);
  await page.getByRole("radio", { name: part(page, /^Password/) }).click();
  await page
    .getByRole("textbox", { name: whole(page, "Password"), exact: true })
    .fill("not the one");
  await press(page, "Sign in");
  await press(page, "They match: sign in");
  await page.getByRole("heading", { name: part(page, /does not let .* in/) }).waitFor();
  await visit("host-refused", page);
}

async function noSsh(page: Page, visit: Visit): Promise<void> {
  await press(page, "I have no SSH");
  await takeSuggestions(page);
  await visit("plan-no-ssh", page);
  await press(page, "Host");
  await finding(page, "Sign in to the machine");
}

async function failingCa(
  page: Page,
  browser: Browser,
  real: RealWorld,
  visit: Visit,
): Promise<void> {
  const { world, wizard } = real;
  await fillLogin(page, world, "a");
  await press(page, "Sign in");
  await finding(page, "Signed in");
  await press(page, "Go on");
  await finding(page, /\?$/);
  await takeSuggestions(page);
  const mend = world.ca.plant({ kind: "order-invalid" });
  await toApproval(page);
  await wizard.approve(browser);
  await page
    .getByRole("heading", { name: part(page, "What was done and undone") })
    .first()
    .waitFor({ timeout: 60_000 });
  await visit("failure", page);
  mend();
}

/** Homeport itself is ended in the middle of a run, and started again. */
async function cutShort(
  page: Page,
  browser: Browser,
  real: RealWorld,
  visit: Visit,
  opening: OpenOptions,
): Promise<void> {
  await press(page, "Check and try again");
  await checkedEverything(page);
  await press(page, "Go on to apply");
  await finding(page, "Waiting for your approval");
  const killed = killAt(real, "install-certificate");
  await real.wizard.approve(browser);
  await killed;
  const second = await serveOver(real.world, real.wizard.stateFolder);
  try {
    const again = await second.open(browser, opening);
    await finding(again, "The work was interrupted");
    await visit("interrupted", again);
  } finally {
    await second.stop("keep");
  }
}
