/** Languages that exist to find clipped and untranslated text: longer and accented, and right to left. */
export const PSEUDO = ["en-XA", "ar-XB"] as const;
/** A language that exists for testing. */
export type Pseudo = (typeof PSEUDO)[number];

const ACCENTS: { readonly [letter: string]: string } = {
  a: "á",
  c: "ç",
  e: "é",
  i: "í",
  l: "ļ",
  n: "ñ",
  o: "ö",
  s: "š",
  u: "ü",
  y: "ý",
  A: "Å",
  C: "Ç",
  E: "Ê",
  H: "Ħ",
  N: "Ñ",
  O: "Ø",
  S: "Š",
  T: "Ť",
  W: "Ŵ",
};

/** Tells whether a tag names one of them. */
export function isPseudo(tag: string): tag is Pseudo {
  return PSEUDO.some((each) => each === tag);
}

/**
 * Writes a text as a translation might be: every letter with an accent and 35 % longer, in brackets
 * that show where it was cut. Names in `{{…}}` and markup stay.
 */
export function toPseudo(text: string): string {
  const parts = text.split(/(\{\{[^}]*\}\}|<[^>]*>)/);
  const changed = parts.map((part, index) =>
    index % 2 === 1 ? part : part.replace(/[a-zA-Z]/g, (letter) => ACCENTS[letter] ?? letter),
  );
  const letters = parts.filter((_, index) => index % 2 === 0).join("").length;
  return `⟦${changed.join("")}${" ·".repeat(Math.ceil((letters * 0.35) / 2))}⟧`;
}
