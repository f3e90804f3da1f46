import { readName } from "../adapters/typed-name.ts";
import type { Args } from "./args.ts";
import { commandSpec } from "./command-table.ts";

/** The server name on a command line, for a command that ended before it read it; null where none stands there. */
export function nameIn({ command, argument }: Args): string | null {
  if (argument === null || commandSpec(command).argument?.shown !== "NAME") return null;
  const read = readName(argument);
  return read.ok ? read.value.name.text : null;
}
