import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { atSize, bothTours, PHONE, SMALL, WIDE } from "./both-tours.ts";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import { misfits, untranslatedTexts } from "./look-for.ts";

describe.skipIf(CHROMIUM === null)("Every text", { timeout: 600_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test.each(["en-XA", "ar-XB"])("is whole and translated in %s", async (language) => {
    const found: string[] = [];
    let screens = 0;
    await bothTours(
      browser,
      async (name, page) => {
        screens += 1;
        const untranslated = await untranslatedTexts(page);
        found.push(...untranslated.map((each) => `${name} untranslated: ${each}`));
        for (const size of [WIDE, SMALL, PHONE])
          await atSize(page, size, async () => found.push(...(await misfits(page, name, size))));
      },
      language,
    );
    console.log(`${language}: ${found.length} texts clipped or untranslated on ${screens} screens`);
    expect(found).toEqual([]);
  });
});
