import { explainTerms, termsIn, type Term } from "../../shared/words/terms.ts";
import type { Screen } from "./screen.ts";

/**
 * A screen that explains each term where it is first used: behind the word in a paragraph, in a line
 * of its own below a table or a heading. What is verbatim (files, records, commands) stays as it is.
 */
export function createExplainingScreen(screen: Screen): Screen {
  const explained = new Set<string>();
  const below = (texts: readonly string[], indent: number): void => {
    for (const term of new Set(texts.flatMap((text) => termsIn(text)))) {
      if (!explained.has(term.id)) explainBelow(screen, term, indent);
      explained.add(term.id);
    }
  };
  return {
    ...screen,
    say: (text, options) => {
      const { text: clear, used } = explainTerms(text, explained);
      for (const term of used) explained.add(term.id);
      screen.say(clear, options);
    },
    heading: (text) => {
      screen.heading(text);
      below([text], 4);
    },
    table: (rows, indent = 0) => {
      screen.table(rows, indent);
      below(rows.flat(), indent);
    },
  };
}

function explainBelow(screen: Screen, term: Term, indent: number): void {
  screen.say(screen.style("dim", `${term.names.at(-1) ?? term.id}: ${term.means}.`), { indent });
}
