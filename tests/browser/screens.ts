/**
 * `npm run screens`: writes every screen and state of the wizard to `out/screens/`, light and dark, at
 * three sizes, and prints the list.
 */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { paths } from "../../build/paths.ts";
import { openBrowser } from "./chromium.ts";
import { faultTour } from "./fault-tour.ts";
import { tour } from "./tour.ts";

const SIZES = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
  { width: 390, height: 844 },
] as const;
const SCHEMES = ["light", "dark"] as const;
const FOLDER = join(paths.out, "screens");

const written: string[] = [];
await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const browser = await openBrowser();
await tour(browser, picture);
await faultTour(browser, picture);
await browser.close();
console.log(`${written.length} pictures in out/screens/`);

async function picture(name: string, page: Page): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate("scrollTo(0, 0); document.fonts.ready.then(() => undefined)");
      const file = `${name}-${size.width}x${size.height}-${colorScheme}.png`;
      await page.screenshot({ path: join(FOLDER, file) });
      written.push(file);
      console.log(file);
    }
  }
  await page.setViewportSize(SIZES[0]);
}
