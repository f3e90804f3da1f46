import type { Page } from "@playwright/test";

/** Runs a script in the page that gives texts. */
export async function ask(page: Page, script: string): Promise<readonly string[]> {
  const found: unknown = await page.evaluate(script);
  return Array.isArray(found) ? found.map(String) : [];
}

/** The page as a whole must not scroll to the side. */
export async function sidewaysScroll(page: Page): Promise<readonly string[]> {
  return ask(
    page,
    `(() => {
      const root = document.documentElement;
      const over = root.scrollWidth - root.clientWidth;
      if (over <= 1) return [];
      const wide = [...document.querySelectorAll("body *")].filter((each) => {
        const box = each.getBoundingClientRect();
        return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1) && !each.closest(".vh");
      });
      return [over + " px, " + (wide.at(-1)?.className ?? "?")];
    })()`,
  );
}

/** Texts that do not fit what they stand in, where that cuts them off. */
export async function clippedTexts(page: Page): Promise<readonly string[]> {
  return ask(
    page,
    `[...document.querySelectorAll("body *")].filter((each) => {
      if (each.closest(".vh, pre, .log, textarea, input, svg, [aria-hidden=true]")) return false;
      const style = getComputedStyle(each);
      if (style.overflowX !== "hidden" && style.overflowX !== "clip") return false;
      const text = [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== "");
      return text && each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1;
    }).map((each) => each.textContent.slice(0, 60))`,
  );
}

/** Texts with letters that did not come from the words: neither in the marks of the pseudo language nor a machine's. */
export async function untranslatedTexts(page: Page): Promise<readonly string[]> {
  return ask(
    page,
    `(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = [];
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const parent = node.parentElement;
        // A sentence that is broken into parts is one text.
        const text = (parent?.closest(".brk") ?? node).textContent.trim();
        if (!/[a-zA-Z]{2}/.test(text) || parent === null) continue;
        if (parent.closest("bdi, time, code, pre, .mono, .log, textarea, script, style, .fr-logo, .rt-name")) continue;
        if (!/[⟦⟧]/.test(text)) found.push(text.slice(0, 60));
      }
      return found;
    })()`,
  );
}

/** Boxes that something stands out of at the side. */
async function spilledBoxes(page: Page): Promise<readonly string[]> {
  return ask(
    page,
    `[...document.querySelectorAll(".card, .note, .opt, .fp, .pill, .steps li, .facts dd, .chg")].filter((each) => {
      const style = getComputedStyle(each);
      return style.overflowX === "visible" && each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1;
    }).map((each) => each.className + ", " + each.textContent.slice(0, 60))`,
  );
}

/** What scrolls sideways or is cut off at a size, one line a finding. */
export async function misfits(
  page: Page,
  name: string,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<readonly string[]> {
  const at = `${name} ${width}×${height}`;
  return [
    ...(await sidewaysScroll(page)).map((each) => `${at} scrolls sideways: ${each}`),
    ...(await clippedTexts(page)).map((each) => `${at} clips: ${each}`),
    ...(await spilledBoxes(page)).map((each) => `${at} spills: ${each}`),
  ];
}
