import type { Page } from "@playwright/test";

/** The usual window, in px. */
export const WIDE = { width: 1280, height: 800 };
/** The smallest desktop window. */
export const SMALL = { width: 900, height: 600 };
/** The local page on a phone. */
export const PHONE = { width: 390, height: 844 };
/** 1280×800 at 200 % zoom. */
export const ZOOMED = { width: 640, height: 400 };
/** 1280×1024 at 400 % zoom (WCAG 1.4.10). */
export const ZOOMED_MOST = { width: 320, height: 256 };

/** Looks at a page at several sizes, and sets it back to the wide one. */
export async function atSizes(
  page: Page,
  sizes: readonly (typeof WIDE)[],
  look: (size: typeof WIDE) => Promise<unknown>,
): Promise<void> {
  for (const size of sizes) {
    await changeSize(page, size);
    await look(size);
  }
  await changeSize(page, WIDE);
}

async function changeSize(page: Page, size: typeof WIDE): Promise<void> {
  await page.setViewportSize(size);
  // What hangs on the width is drawn anew in the next frame.
  await page.evaluate(
    "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null))))",
  );
}
