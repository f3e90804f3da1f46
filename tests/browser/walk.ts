import type { Page } from "@playwright/test";

/** Presses a button by its whole name. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await page
    .getByRole("button", typeof name === "string" ? { name, exact: true } : { name })
    .click();
}

/** Waits for the finding of a screen. */
export async function finding(page: Page, text: string | RegExp): Promise<void> {
  try {
    await page.getByRole("heading", { level: 1, name: text }).waitFor({ timeout: 20_000 });
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
}

/** Takes what is suggested to every question. */
export async function takeSuggestions(page: Page): Promise<void> {
  await press(page, "Take the rest as suggested");
  await finding(page, /^The plan/);
}

/** From the plan to the question for approval. */
export async function toApproval(page: Page): Promise<void> {
  await press(page, "Check everything first");
  await page.getByRole("button", { name: "Go on to apply", exact: true, disabled: false }).click();
  await finding(page, "Waiting for your approval");
}
