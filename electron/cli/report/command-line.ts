import { shellQuote } from "../../../shared/render/shell-quote.ts";
import type { Args } from "../args.ts";
import type { CommandName } from "../command-table.ts";
import { optionsOf } from "../command-table.ts";
import { GROUPS, isOption, optionSpec, type OptionName } from "../options.ts";

/** Options that say where and how, which the next command needs as well. */
const CARRIED: ReadonlySet<OptionName> = new Set<OptionName>([
  ...GROUPS.answers,
  ...GROUPS.acme,
  ...GROUPS.host,
  ...GROUPS.web,
  ...GROUPS.world,
  "state",
]);

/** A command line for the next command with the options of this one that it takes too, and further ones. */
export function sameCommand(command: CommandName, args: Args, further: readonly string[]): string {
  const takes = optionsOf(command);
  const options = Object.entries(args.options).flatMap(([name, values]) => {
    if (!isOption(name) || !CARRIED.has(name) || !takes.includes(name)) return [];
    const isFlag = optionSpec(name).kind.is === "flag";
    return values.map((value) => (isFlag ? `--${name}` : `--${name} ${word(value)}`));
  });
  const words = ["homeport", command, word(args.argument ?? ""), ...options, ...further];
  return words.filter((each) => each !== "").join(" ");
}

/** A word as a shell takes it; signs that are common in hosts and options stay unquoted. Shown to people only. */
export function word(text: string): string {
  return /^[A-Za-z0-9@%+=:,./_[\]-]*$/.test(text) ? text : shellQuote(text);
}
