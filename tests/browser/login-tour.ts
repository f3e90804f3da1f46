import { readFile } from "node:fs/promises";
import type { Browser } from "@playwright/test";
import { part, whole } from "./in-language.ts";
import { fillLogin, openRealWorld, toLogin } from "./real-world.ts";
import type { Visit } from "./visit.ts";
import { finding, press, takeSuggestions } from "./walk.ts";
import type { OpenOptions } from "./wizard.ts";

/** A machine that asks for a second factor, one that shows another key than the one on record, and a plan from a file. */
export async function loginTour(
  browser: Browser,
  visit: Visit,
  opening: OpenOptions = {},
): Promise<void> {
  const code = "314159";
  const first = await openRealWorld(null, { asked: { user: "root", code } });
  const page = await first.wizard.open(browser, opening);
  await toLogin(page, "one.example");
  await fillLogin(page, first.world, "a");
  await press(page, "Sign in");
  await press(page, "They match: sign in");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Second step").waitFor();
  await visit("host-question", page);
  await dialog.getByLabel("Verification code:").fill(code);
  await dialog.getByRole("button", { name: whole(page, "Answer") }).click();
  await finding(page, "Signed in");
  await press(page, "Go on");
  await finding(page, /\?$/);
  await takeSuggestions(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    press(page, "Save the plan"),
  ]);
  const saved = await readFile(await download.path());
  await first.stop("keep");
  const second = await openRealWorld(first.wizard.stateFolder, { seed: "set up anew" });
  try {
    const again = await second.wizard.open(browser, opening);
    await press(again, "Host");
    await finding(again, "Sign in to the machine");
    await fillLogin(again, second.world, "a");
    await press(again, "Sign in");
    await again.getByRole("heading", { name: part(again, /shows a different key/) }).waitFor();
    await visit("host-changed", again);
    await press(again, "Stay away for now");
    const file = { name: "one.example.plan.json", mimeType: "application/json", buffer: saved };
    await again.locator('input[type="file"]').setInputFiles(file);
    await again.getByText(part(again, /computed again\./)).waitFor();
    await visit("plan-opened", again);
  } finally {
    await second.stop();
  }
}
