import { english } from "./words.ts";

/** A word of the trade and what it means, in plain words. */
export interface Term {
  readonly id: string;
  /** As it stands in texts, longest first. */
  readonly names: readonly string[];
  readonly means: string;
}

/** Every term that is explained where it is first used. */
export const TERMS: readonly Term[] = Object.entries(english.terms).map(
  ([id, { names, means }]) => ({
    id,
    names: names.split("|"),
    means,
  }),
);

/** A text in which terms were explained, and the terms that it used for the first time. */
export interface Explained {
  readonly text: string;
  readonly used: readonly Term[];
}

/**
 * Puts its meaning behind each term that the text uses and nobody has explained yet. A term that is
 * part of an address, a path or the name of a file or record (`/.well-known/…`, `homeserver.yaml`,
 * `_matrix._tcp`) is none.
 */
export function explainTerms(text: string, explained: ReadonlySet<string>): Explained {
  const used: Term[] = [];
  let result = text;
  for (const term of termsIn(text)) {
    if (explained.has(term.id)) continue;
    used.push(term);
    result = result.replace(patternOf(term), (found: string) => `${found} (${term.means})`);
  }
  return { text: result, used };
}

/** The terms that a text uses. */
export function termsIn(text: string): readonly Term[] {
  return TERMS.filter((term) => patternOf(term).test(text));
}

function patternOf({ names }: Term): RegExp {
  const each = names.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\-]/g, String.raw`\$&`));
  return new RegExp(`(?<![\\w/.~-])(?:${each.join("|")})(?![\\w/-]|\\.\\w)`);
}
