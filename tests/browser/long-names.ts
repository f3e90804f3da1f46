import type { Page } from "@playwright/test";

/** A label of 63 letters, the longest that DNS has, under a name written in another script (IDNA). */
const LABEL = "kestrel-harbour-and-the-very-long-name-of-a-whole-society-club1";
/** Every name of the made-up world and what is shown in its place: long, and an address of the longest kind. */
const LONGER: readonly (readonly [string, string])[] = [
  ["one.example", `${LABEL}.xn--80ak6aa92e.example`],
  ["two.example", `${LABEL}.xn--fiq228c5hs.example`],
  ["three.example", `${LABEL}.xn--9t4b11yi5a.example`],
  ["198.51.100.20", "2001:db8:85a3:1234:5678:8a2e:1370:7334"],
];

const pages = new WeakSet<Page>();

/**
 * Shows long names on a page: they are put into whatever the engine tells it, and taken out of whatever it
 * asks. To be called before the page is opened.
 */
export async function showLongNames(page: Page): Promise<void> {
  pages.add(page);
  await page.addInitScript(`{
    const longer = ${JSON.stringify(LONGER)};
    const swap = (text, from, to) => longer.reduce((all, pair) => all.replaceAll(pair[from], pair[to]), text);
    const [parse, write] = [JSON.parse, JSON.stringify];
    JSON.parse = (text, ...rest) => parse(swap(String(text), 0, 1), ...rest);
    JSON.stringify = (...given) => {
      const text = write(...given);
      return text === undefined ? text : swap(text, 1, 0);
    };
    Response.prototype.json = async function () { return JSON.parse(await this.text()); };
  }`);
}

/** A pattern for a text as it stands on a page with long names; the pattern itself on any other page. */
export function withLongNames(page: Page, source: string): string {
  if (!pages.has(page)) return source;
  const escaped = (text: string): string => text.replaceAll(".", String.raw`\.`);
  return LONGER.reduce(
    (all, [short, long]) => all.replaceAll(escaped(short), escaped(long)),
    source,
  );
}
