/** Characters that no POSIX shell reads as anything but themselves, in any place of a command line. */
const PLAIN = /^[A-Za-z0-9_/.-]+$/;

/**
 * Quotes one word for a POSIX `sh` (Shell Command Language, 2.2.2 Single-Quotes). Nothing else in
 * Homeport builds command lines. Throws for a NUL, which no argument can hold.
 */
export function shellQuote(word: string): string {
  if (word.includes("\0")) throw new Error("a command line cannot hold a NUL");
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A command line that hands exactly these words to the program named by the first. */
export function shellCommand(words: readonly string[]): string {
  return words.map(shellQuote).join(" ");
}

/**
 * The words of a command line that `shellCommand` made; null for any other text. The practice host
 * reads commands with it, since it never runs a shell.
 */
export function readShellCommand(command: string): readonly string[] | null {
  const words: string[] = [];
  let word = "";
  let rest = command;
  for (;;) {
    const piece = /^(?:([A-Za-z0-9_/.-]+)|'([^']*)'|\\('))/.exec(rest);
    if (piece === null) return null;
    word += piece[1] ?? piece[2] ?? piece[3] ?? "";
    rest = rest.slice(piece[0].length);
    if (rest !== "" && !rest.startsWith(" ")) continue;
    words.push(word);
    if (rest === "") return words;
    word = "";
    rest = rest.slice(1);
  }
}
