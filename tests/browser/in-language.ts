import type { Page } from "@playwright/test";
import { toPseudo } from "../../renderer/words/pseudo.ts";
import { withLongNames } from "./long-names.ts";

/** Pages that were opened in a language made for testing. */
const pseudoPages = new WeakSet<Page>();

/** Remembers that a page speaks a language made for testing, so that the tour finds its texts there. */
export function speaksPseudo(page: Page): void {
  pseudoPages.add(page);
}

/** A whole text as it stands on this page. */
export function whole(page: Page, text: string | RegExp): string | RegExp {
  if (!pseudoPages.has(page)) return text;
  return typeof text === "string"
    ? new RegExp(accented(withLongNames(page, `^${escaped(text)}$`)))
    : new RegExp(accented(withLongNames(page, text.source)));
}

/** A part of a text as it stands on this page. */
export function part(page: Page, text: string | RegExp): string | RegExp {
  if (!pseudoPages.has(page)) return text;
  const source = typeof text === "string" ? escaped(text) : text.source;
  return new RegExp(accented(withLongNames(page, source)));
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** Signs around a value that keep it from turning round what stands beside it. */
const ISOLATES = String.raw`[\u2066-\u2069]*`;

/** A pattern that also finds what the pseudo language makes of its letters and ends. */
function accented(source: string): string {
  return source.replaceAll(/\\.|\^|\$|[a-zA-Z]/g, (found) => {
    if (found === "^") return "^⟦?";
    if (found === "$") return `${ISOLATES}(?: ·)*⟧?$`;
    if (found.length > 1) return found;
    const accent = toPseudo(found).slice(1, 2);
    return `${ISOLATES}${accent === found ? found : `[${found}${accent}]`}`;
  });
}
