import { pathOf, type Caller } from "./caller.ts";
import type { Args } from "./args.ts";
import { GROUPS, isOption, optionSpec, type OptionName } from "./options.ts";

/** Options that `resume` and `undo` need again; none holds a secret, only the path of a secret's file. */
const REMEMBERED: readonly OptionName[] = [
  ...GROUPS.host,
  ...GROUPS.web,
  ...GROUPS.world,
  ...GROUPS.acme,
].filter((name) => name !== "now" && name !== "practice");

/** The options of a run that are kept with it: paths are made absolute, what came by a pipe is left out. */
export function optionsToRemember(
  args: Args,
  caller: Caller,
): { readonly [option: string]: readonly string[] } {
  const kept = REMEMBERED.flatMap((name) => {
    const values =
      args.options[name]?.filter((value) => value !== "-" && !value.startsWith("/dev/fd/")) ?? [];
    const isPath = optionSpec(name).kind.is === "file";
    return values.length === 0
      ? []
      : [[name, isPath ? values.map((each) => pathOf(caller, each)) : values] as const];
  });
  return Object.fromEntries(kept);
}

/** Adds what a run remembers to the options of a command line; what was given now wins. */
export function withRemembered(
  args: Args,
  remembered: { readonly [option: string]: unknown } | null,
): Args {
  const known = Object.entries(remembered ?? {}).filter(
    (entry): entry is [OptionName, readonly string[]] =>
      isOption(entry[0]) && REMEMBERED.includes(entry[0]) && isTexts(entry[1]),
  );
  return { ...args, options: { ...Object.fromEntries(known), ...args.options } };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
