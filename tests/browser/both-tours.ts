import type { Browser, Page } from "@playwright/test";
import { faultTour } from "./fault-tour.ts";
import { tour, type Visit } from "./tour.ts";

/** The usual window, in px. */
export const WIDE = { width: 1280, height: 800 };
/** The smallest desktop window. */
export const SMALL = { width: 900, height: 600 };
/** The local page on a phone. */
export const PHONE = { width: 390, height: 844 };
/** 1280×800 at 200 % zoom. */
export const ZOOMED = { width: 640, height: 400 };

/** Goes through everything that the wizard shows, in practice and where something goes wrong. */
export async function bothTours(
  browser: Browser,
  visit: Visit,
  language: string | null = null,
): Promise<void> {
  const opening = language === null ? {} : { language };
  await tour(browser, visit, opening);
  await faultTour(browser, visit, opening);
}

/** Looks at a page at another size, and sets it back to the wide one. */
export async function atSize(
  page: Page,
  size: typeof WIDE,
  look: () => Promise<unknown>,
): Promise<void> {
  await page.setViewportSize(size);
  await look();
  await page.setViewportSize(WIDE);
}
