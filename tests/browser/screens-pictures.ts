import type { Page } from "@playwright/test";
import { PHONE, SMALL, WIDE } from "./sizes.ts";

const SIZES = [WIDE, SMALL, PHONE] as const;
const SCHEMES = ["light", "dark"] as const;

/**
 * Takes a page as it stands at each size and in both schemes, `START-WIDTHxHEIGHT-SCHEME.png`; where it
 * is longer than the window, the whole of it as well, `…-whole.png`. Gives how many pictures it took.
 */
export async function takePictures(page: Page, start: string): Promise<number> {
  let taken = 0;
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate("scrollTo(0, 0); document.fonts.ready.then(() => undefined)");
      const file = `${start}-${size.width}x${size.height}-${colorScheme}`;
      await page.screenshot({ path: `${file}.png` });
      taken += 1;
      if (!(await isLonger(page, size.height))) continue;
      await takeWhole(page, `${file}-whole.png`);
      taken += 1;
    }
  }
  await page.setViewportSize(WIDE);
  return taken;
}

async function isLonger(page: Page, height: number): Promise<boolean> {
  const [tall, isCovered] = await Promise.all([
    page.evaluate<number>("document.documentElement.scrollHeight"),
    page.getByRole("dialog").count(),
  ]);
  return tall > height + 1 && isCovered === 0;
}

/** What sticks to the window's edges would stand in the middle of the whole. */
async function takeWhole(page: Page, path: string): Promise<void> {
  const place = (position: string): Promise<unknown> =>
    page.evaluate(`for (const each of document.querySelectorAll(".fr-head, .fr-foot"))
      each.style.position = ${JSON.stringify(position)};`);
  await place("static");
  await page.screenshot({ path, fullPage: true });
  await place("");
}
