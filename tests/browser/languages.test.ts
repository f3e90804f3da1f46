import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import { everyState } from "./every-state.ts";
import { overlaps, unguardedTexts, unmirrored } from "./look-closely.ts";
import { misfits, untranslatedTexts } from "./look-for.ts";
import { atSizes, PHONE, SMALL, WIDE } from "./sizes.ts";

describe.skipIf(CHROMIUM === null)("Every text", { timeout: 1_200_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test.each([
    ["en-XA", "with the longest names"],
    ["ar-XB", "turned round"],
  ])("is whole and translated in %s, %s", async (language) => {
    const isTurned = language === "ar-XB";
    const found: string[] = [];
    let screens = 0;
    await everyState(
      browser,
      async (name, page) => {
        screens += 1;
        // The page of the approval is another program's: it speaks the language of its terminal.
        const untranslated = name.startsWith("approval") ? [] : await untranslatedTexts(page);
        found.push(...untranslated.map((each) => `${name} untranslated: ${each}`));
        if (isTurned && !name.startsWith("approval"))
          found.push(...(await turnedWrong(name, page)));
        await atSizes(page, [SMALL, PHONE, WIDE], async (size) => {
          const over = await overlaps(page);
          found.push(...over.map((each) => `${name} ${size.width} lies over: ${each}`));
          found.push(...(await misfits(page, name, size)));
        });
      },
      // Texts of a third more and the longest names at once: nothing is longer than that.
      { language, long: !isTurned },
    );
    console.log(`${language}: ${found.length} texts clipped or untranslated on ${screens} screens`);
    expect(found).toEqual([]);
  });
});

/** What does not read from right to left: the line, and whatever machines write. */
async function turnedWrong(name: string, page: Page): Promise<readonly string[]> {
  const [line, texts] = [await unmirrored(page), await unguardedTexts(page)];
  return [
    ...line.map((each) => `${name} is not mirrored: ${each}`),
    ...texts.map((each) => `${name} may be turned round: ${each}`),
  ];
}
