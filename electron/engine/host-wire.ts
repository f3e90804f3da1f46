import { z } from "zod";
import type { HostOperations, OperationName } from "./host-operations.ts";
import { printNote } from "./host-wire-outputs.ts";
import { INPUT_WIRES, NOTE_SCHEMA } from "./host-wire-inputs.ts";

export { OUTPUT_WIRES, type Fields } from "./host-wire-outputs.ts";

const WORD = z.union([z.string(), z.number(), z.boolean()]);

/**
 * How an operation travels: `sh -c SCRIPT NAME ARGS…`, with `sudo -k -n` before it for a user who is
 * not root. `words` are the ARGS, without the SHA-256 of the content, which follows them where there
 * is content; `content` goes to standard input.
 *
 * The answer comes on standard output: a line `homeport-begin`, the fields as `KEY=TEXT` or
 * `KEY:BASE64` a line, a line `homeport-end`, exit code 0. A refusal is exit code 65 and
 * `homeport-refuse CODE DETAIL` on standard error; CODE `disk-full` aside (that is told by the words
 * "No space left on device"), `tool-missing`, `port-taken` and `not-root` have problems of their own.
 * `challenge-start` by `responder` answers and goes on: its channel stays open until its standard
 * input ends. It answers for every token of the account, so no second one is started for the same.
 */
export interface Outgoing {
  readonly words: readonly string[];
  readonly content: string | null;
}

/** The arguments of an operation; null where an argument is not of the form that the catalogue allows. */
export function printInput<N extends OperationName>(
  name: N,
  input: HostOperations[N]["input"],
): Outgoing | null {
  const wire = INPUT_WIRES[name];
  if (!wire.schema.safeParse(input).success) return null;
  const values = Object.fromEntries<unknown>(Object.entries(input));
  const content = wire.content === null ? null : String(values[wire.content]);
  return { words: wire.words.map((key) => printWord(values[key])), content };
}

/** The input of an operation from its arguments, for the end that answers; null where they are malformed. */
export function readInput<N extends OperationName>(
  name: N,
  words: readonly string[],
  content: string,
): HostOperations[N]["input"] | null {
  const wire = INPUT_WIRES[name];
  const values = Object.fromEntries(wire.words.map((key, index) => [key, words[index]]));
  const parsed = wire.schema.safeParse(
    wire.content === null ? values : { ...values, [wire.content]: content },
  );
  return parsed.success ? parsed.data : null;
}

/** Tells whether a text names an operation. */
export function isOperationName(text: string): text is OperationName {
  return Object.hasOwn(INPUT_WIRES, text);
}

function printWord(value: unknown): string {
  if (value === null || value === undefined) return "-";
  if (Array.isArray(value)) return value.join(",");
  const note = NOTE_SCHEMA.safeParse(value);
  return note.success ? printNote(note.data) : String(WORD.parse(value));
}
