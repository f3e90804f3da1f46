import { EXIT } from "../../engine/command-result.ts";
import { unknownCommand } from "../args.ts";
import { isCommand } from "../command-table.ts";
import type { CommandModule } from "../command.ts";
import { helpOf, overview } from "../help-text.ts";
import { badUsage } from "../outcome.ts";

/** `homeport help [CMD]` */
export const command: CommandModule = {
  run: ({ args: { argument }, speak, caller }) => {
    if (argument !== null && !isCommand(argument)) {
      return Promise.resolve(badUsage(unknownCommand(argument), speak));
    }
    const help =
      argument === null ? overview(speak, caller.columns) : helpOf(argument, speak, caller.columns);
    return Promise.resolve({ exit: EXIT.good, name: null, problems: [], document: { help } });
  },
  lead: () => null,
  report: ({ help }, { screen }) => {
    if (typeof help === "string") screen.verbatim(help);
  },
};
