import type { Browser } from "@playwright/test";
import { faultTour } from "./fault-tour.ts";
import { loginTour } from "./login-tour.ts";
import { standInTour } from "./stand-in-tour.ts";
import { tour } from "./tour.ts";
import type { Visit } from "./visit.ts";
import { waitTour } from "./wait-tour.ts";
import type { OpenOptions } from "./wizard.ts";

/**
 * Goes through every screen and state that the wizard shows: in practice, where something goes wrong,
 * where somebody is waited for, and those few that only a stand-in brings about.
 */
export async function everyState(
  browser: Browser,
  visit: Visit,
  opening: OpenOptions = {},
): Promise<void> {
  await tour(browser, visit, opening);
  await faultTour(browser, visit, opening);
  await waitTour(browser, visit, opening);
  await loginTour(browser, visit, opening);
  await standInTour(browser, visit, opening);
}
