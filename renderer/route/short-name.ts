/** Characters of a name that fit beside the line. */
const MOST = 26;
const BEGINNING = 11;

/** A name as the drawing has room for it: its middle left out where it is long. The texts beside it have it whole. */
export function shortName(name: string): string {
  if (name.length <= MOST) return name;
  return `${name.slice(0, BEGINNING)}…${name.slice(BEGINNING + 1 - MOST)}`;
}
