import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import { ask } from "./look-for.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Rules whose verdict hangs on colours alone. */
const COLOURS = ["color-contrast", "link-in-text-block"] as const;

/**
 * What axe has against a page as it stands, one line a rule and node: rules of WCAG A and AA and the best
 * practices. `colours`: only what another colour scheme may change. It is put into the page once.
 */
export async function axeViolations(
  page: Page,
  which: "all" | "colours" = "all",
): Promise<readonly string[]> {
  const isThere = await page.evaluate("'axe' in globalThis");
  if (isThere !== true) await page.evaluate(`${AXE}\n;undefined`);
  const options = {
    resultTypes: ["violations"],
    // The styles of our own page need not be fetched once more.
    preload: false,
    ...(which === "colours" ? { runOnly: { type: "rule", values: COLOURS } } : {}),
  };
  return ask(
    page,
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ": " + node.target.join(" "))))`,
  );
}
