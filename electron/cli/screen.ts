import { styleText } from "node:util";

/** How a word is set off. On a stream without colour it is the word alone. */
export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** How a paragraph stands. */
export interface SayOptions {
  readonly indent?: number;
  readonly first?: string;
  /** Commands of ours that the text names stand below it, each whole on a line of its own. */
  readonly apart?: boolean;
}

/** Where a report is written, line by line. Texts must be harmless already. */
export interface Screen {
  readonly width: number;
  readonly style: (style: Style, text: string) => string;
  /** A paragraph, wrapped; further lines stand under the first word after `indent`. */
  readonly say: (text: string, options?: SayOptions) => void;
  readonly heading: (text: string) => void;
  readonly gap: () => void;
  /** Lines exactly as they are, such as a file's text, moved in by `indent`. */
  readonly verbatim: (text: string, indent?: number) => void;
  /** A command line to be typed or copied; where it is too wide it is joined as a shell joins lines. */
  readonly command: (text: string, indent?: number) => void;
  /** Rows in columns; the last column is wrapped. */
  readonly table: (rows: readonly (readonly string[])[], indent?: number) => void;
}

/** Makes a screen that writes to `write`. `width` is in columns; reading width is at most 100. */
export function createScreen(
  write: (line: string) => void,
  width: number,
  colour: boolean,
): Screen {
  const columns = Math.max(40, Math.min(width, 100));
  const style = (name: Style, text: string): string =>
    colour ? styleText(name, text, { validateStream: false }) : text;
  const say: Screen["say"] = (text, { indent = 0, first = "" } = {}) => {
    const lead = " ".repeat(indent) + first;
    const hang = " ".repeat(visible(lead));
    for (const [index, line] of wrap(text, columns - hang.length).entries()) {
      write((index === 0 ? lead : hang) + line);
    }
  };
  return {
    width: columns,
    style,
    say,
    heading: (text) => {
      for (const line of wrap(text, columns)) write(style("bold", line));
    },
    gap: () => write(""),
    verbatim: (text, indent = 0) => {
      for (const line of text.replace(/\n$/, "").split("\n")) write(" ".repeat(indent) + line);
    },
    command: (text, indent = 0) => {
      for (const line of joined(text, columns - indent)) write(" ".repeat(indent) + line);
    },
    table: (rows, indent = 0) => {
      for (const line of layOut(rows, columns - indent)) write(" ".repeat(indent) + line);
    },
  };
}

/** Breaks a text between words so that no line is longer than `width`, except for a word or a command between backticks that is longer itself. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of wordsOf(text)) {
    if (line !== "" && visible(line) + 1 + visible(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" && lines.length > 0 ? lines : [...lines, line];
}

/** What stands between backticks (a command to copy) is one word. */
function wordsOf(text: string): readonly string[] {
  const words = text.match(/(?:[^\s`]|`[^`]*`|`)+/g) ?? [];
  return words.map((each) => each.replaceAll(/\s+/g, " "));
}

/** Words of a command line, as a shell parts them: quotes and escapes hold together. */
const SHELL_WORD = /(?:\\.|'[^']*'|[^\s'\\])+/g;

/** A command line on lines that fit, each but the last ended by a backslash. An option keeps its value beside it. */
function joined(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const part of partsOf(text)) {
    if (line !== "" && line.length + 1 + part.length + 2 > width) {
      lines.push(`${line} \\`);
      line = `  ${part}`;
    } else line = line === "" ? part : `${line} ${part}`;
  }
  return [...lines, line];
}

function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  for (const word of text.match(SHELL_WORD) ?? []) {
    const before = parts.at(-1) ?? "";
    if (/^--[a-z-]+$/.test(before) && !word.startsWith("--")) parts[parts.length - 1] += ` ${word}`;
    else parts.push(word);
  }
  return parts;
}

/** Lays rows out in columns two blanks apart; the last column takes what is left and is wrapped. */
export function layOut(rows: readonly (readonly string[])[], width: number): readonly string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: Math.max(0, count - 1) }, (_, column) =>
    Math.max(...rows.map((row) => (row.length > column + 1 ? visible(row[column] ?? "") : 0))),
  );
  const before = widths.reduce((sum, each) => sum + each + 2, 0);
  return rows.flatMap((row) => {
    const cells = row
      .slice(0, -1)
      .map((cell, column) => pad(cell, widths[column] ?? 0) + "  ")
      .join("");
    const lines = wrap(row.at(-1) ?? "", Math.max(20, width - before));
    return lines.map((line, index) =>
      (index === 0 ? cells + line : " ".repeat(visible(cells)) + line).trimEnd(),
    );
  });
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - visible(text)));
}

/** Columns that a text takes: colour codes take none. */
function visible(text: string): number {
  return Array.from(text.replace(/\u001b\[[0-9;]*m/g, "")).length;
}
