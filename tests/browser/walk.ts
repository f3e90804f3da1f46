import type { Page } from "@playwright/test";
import { part, whole } from "./in-language.ts";

/** Presses a button by its whole name. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole("button", { name: whole(page, name), exact: true }).click();
}

/** Waits for the finding of a screen. */
export async function finding(page: Page, text: string | RegExp): Promise<void> {
  try {
    const heading = page.getByRole("heading", { level: 1, name: part(page, text) });
    await heading.waitFor();
  } catch (cause) {
    const shown = await page.locator("body").innerText();
    throw new Error(`no finding ${String(text)}, but:\n${shown}`, { cause });
  }
}

/** From the welcome to a looked-at name, in practice. */
export async function lookInPractice(page: Page, name: string): Promise<void> {
  await press(page, "Start practice");
  await page.getByRole("radio", { name: new RegExp(name.replace(".", "\\.")) }).click();
  await press(page, "Look");
  await press(page, "Go on");
}

/** Signs in with what stands in the fields, and compares the key. */
export async function signIn(page: Page): Promise<void> {
  await press(page, "Sign in");
  await press(page, "They match: sign in");
}

/** Signs in to every machine of a journey. */
export async function signInEverywhere(page: Page, machines: 1 | 2): Promise<void> {
  await finding(page, "Sign in to the machine");
  await signIn(page);
  if (machines === 2) {
    await finding(page, "Sign in to the website's machine, too");
    await signIn(page);
  }
  await finding(page, "Signed in");
  await press(page, "Go on");
  await finding(page, "Which servers should reach you?");
}

/** Signs in to the homeserver's machine alone, and says who can put a file on the website. */
export async function declineWebsite(page: Page, who: RegExp): Promise<void> {
  await finding(page, "Sign in to the machine");
  await signIn(page);
  await finding(page, "Sign in to the website's machine, too");
  await press(page, "Go on without it");
  await finding(page, "Which servers should reach you?");
  await press(page, "Go on");
  await finding(page, /Who can put a file/);
  await page.getByRole("radio", { name: part(page, who) }).click();
}

/** Takes what is suggested to every question. */
export async function takeSuggestions(page: Page): Promise<void> {
  await press(page, "Take the rest as suggested");
  await finding(page, /^The plan/);
}

/** Waits for the end of preflight, which lets one go on. */
export async function checkedEverything(page: Page): Promise<void> {
  const name = whole(page, "Go on to apply");
  const button = page.getByRole("button", { name, exact: true, disabled: false });
  await button.waitFor();
}

/** From the plan to the question for approval. */
export async function toApproval(page: Page): Promise<void> {
  await press(page, "Check everything first");
  await checkedEverything(page);
  await press(page, "Go on to apply");
  await finding(page, "Waiting for your approval");
}
