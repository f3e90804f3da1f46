import type { Browser, Page } from "@playwright/test";
import { finding } from "./walk.ts";
import type { Wizard } from "./wizard.ts";

/** What is pressed on a page, counted. */
export interface Keyboard {
  readonly press: (key: string) => Promise<void>;
  /** Goes with Tab to a button, and presses Enter there. */
  readonly to: (name: string) => Promise<void>;
  readonly count: () => number;
}

/** Begins to count key presses; `before` is the count so far. */
export function keyboardOf(page: Page, before = 0): Keyboard {
  let count = before;
  const press = async (key: string): Promise<void> => {
    count += 1;
    await page.keyboard.press(key);
  };
  return {
    press,
    count: () => count,
    to: async (name) => {
      for (let tabs = 0; tabs < 40; tabs++) {
        if ((await page.evaluate("document.activeElement?.textContent ?? ''")) === name)
          return press("Enter");
        await press("Tab");
      }
      throw new Error(`Tab never came to "${name}"`);
    },
  };
}

/** Where the focus is, as a person would say it. */
export async function focusOf(page: Page): Promise<string> {
  return String(
    await page.evaluate(
      `(() => {
        const at = document.activeElement;
        return at === null || at === document.body ? "nowhere" : at.tagName.toLowerCase() + " " + (at.getAttribute("aria-label") ?? at.textContent);
      })()`,
    ),
  );
}

/** From the welcome to the proof by keyboard alone, the approval as well. Gives the key presses besides the name. */
export async function mainJob(
  browser: Browser,
  wizard: Wizard,
  name: string,
  machines: 1 | 2,
  onApproval: (page: Page) => Promise<void> = async () => undefined,
): Promise<number> {
  const page = await wizard.open(browser);
  const keys = keyboardOf(page);
  const enterAt = async (heading: string | RegExp): Promise<void> => {
    await finding(page, heading);
    await keys.press("Enter");
  };
  await enterAt("Other Matrix servers should find yours.");
  await finding(page, "Which server do you practise with?");
  await page.keyboard.type(name);
  await keys.press("Enter");
  await page.getByRole("button", { name: "Go on", exact: true }).waitFor();
  await enterAt(`How others reach ${name}`);
  await signIn(page, keys, "Sign in to the machine");
  if (machines === 2) await signIn(page, keys, "Sign in to the website's machine, too");
  await enterAt("Signed in");
  await finding(page, "Which servers should reach you?");
  await keys.to("Take the rest as suggested");
  await enterAt(/^The plan/);
  await page.getByRole("button", { name: "Go on to apply", disabled: false }).waitFor();
  await keys.press("Enter");
  await finding(page, "Waiting for your approval");
  const approved = await approveByKeys(browser, wizard, keys.count(), onApproval);
  await finding(page, "Other servers reach you");
  return approved;
}

async function signIn(page: Page, keys: Keyboard, heading: string): Promise<void> {
  await finding(page, heading);
  await keys.press("Enter");
  await page.getByRole("heading", { name: "Is this your machine?" }).waitFor();
  await keys.to("They match: sign in");
}

/** The approval stands on a page of its own; the focus is on "Not now" at first. */
async function approveByKeys(
  browser: Browser,
  wizard: Wizard,
  before: number,
  look: (page: Page) => Promise<void>,
): Promise<number> {
  const page = await browser.newPage();
  const address = await wizard.next("approval");
  await page.goto(address);
  await look(page);
  const keys = keyboardOf(page, before);
  await keys.to(await page.locator("button[value=yes]").innerText());
  await page.locator("button[value=yes]").waitFor({ state: "detached" });
  await look(page);
  await page.goto(address);
  await look(page);
  await page.close();
  return keys.count();
}
