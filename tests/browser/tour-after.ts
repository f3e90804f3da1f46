import type { Browser, Page } from "@playwright/test";
import { part, whole } from "./in-language.ts";
import { whileStill } from "./stand-still.ts";
import type { Visit } from "./visit.ts";
import { declineWebsite, finding, press, toApproval } from "./walk.ts";
import type { Wizard } from "./wizard.ts";

/** What comes after a run that is kept: home, nothing left to do, a renewal, and the way back. */
export async function tourAfterwards(
  wizard: Wizard,
  browser: Browser,
  page: Page,
  visit: Visit,
): Promise<void> {
  await press(page, "Done");
  await page.getByText(part(page, "Done and proven")).waitFor();
  await visit("home", page);
  await press(page, /^Open.*two\.example/);
  await finding(page, "Other servers reach you");
  await press(page, "Renew now");
  await wizard.approve(browser);
  await page.getByRole("button", { name: whole(page, "Undo the renewal") }).waitFor();
  await visit("proof-renewed", page);
  await press(page, "Undo the renewal");
  await wizard.approve(browser);
  await finding(page, "The renewal is taken back");
  await visit("taken-back-renewal", page);
  await press(page, "Done");
  await press(page, /^Open.*two\.example/);
  await finding(page, "Other servers reach you");
  await press(page, "Undo all of it");
  await wizard.approve(browser, "yes", (asked) => visit("approval-undo", asked));
  await finding(page, "Everything is taken back");
  await visit("taken-back", page);
  await press(page, "Done");
  await finding(page, /need/);
}

/** A run that waits for somebody else's file; before it a question with a field. */
export async function tourWaiting(
  wizard: Wizard,
  browser: Browser,
  page: Page,
  visit: Visit,
): Promise<void> {
  await press(page, "Add a server");
  await page.getByRole("radio", { name: /three\.example/ }).click();
  await press(page, "Look");
  await press(page, "Go on");
  await declineWebsite(page, /Somebody else can/);
  await toMachineName(page, visit);
  await press(page, "Take the rest as suggested");
  await finding(page, /^The plan/);
  await visit("plan-somebody-else", page);
  await toApproval(page);
  await wizard.approve(browser);
  await finding(page, /^Waiting for/);
  await page.locator(".card.s-wait li bdi").first().waitFor();
  // Nobody comes in the meantime.
  await whileStill(wizard, () => visit("waiting", page));
}

/** Goes on from question to question to the one that takes a name, and tries what it does not take. */
async function toMachineName(page: Page, visit: Visit): Promise<void> {
  const asked = page.getByRole("heading", {
    level: 1,
    name: part(page, "What is the machine's name?"),
  });
  for (let at = 2; at < 10 && !(await asked.isVisible()); at += 1) {
    await press(page, "Go on");
    await page
      .getByText(part(page, new RegExp(`Question ${at + 1} of`)))
      .first()
      .waitFor();
  }
  await visit("question-name", page);
  const field = page.getByRole("textbox");
  const proposed = await field.inputValue();
  await field.fill("a b");
  await press(page, "Go on");
  await page.locator("[aria-invalid=true]").waitFor();
  await visit("question-refused", page);
  await field.fill(proposed);
}
