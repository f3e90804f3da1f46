import { EXIT } from "../../engine/command-result.ts";
import { isCommand } from "../command-table.ts";
import type { CommandModule } from "../command.ts";
import { has, unknownCommand, type Args } from "../args.ts";
import { helpText, writeHelp, type HelpPage } from "../help-text.ts";
import { badUsage } from "../outcome.ts";

/** `homeport help [CMD]` */
export const command: CommandModule = {
  run: ({ args, speak, caller }) => {
    const { argument } = args;
    if (argument !== null && !isCommand(argument)) {
      return Promise.resolve(badUsage(unknownCommand(argument), speak));
    }
    const help = helpText(pageOf(args), speak, caller.columns);
    return Promise.resolve({ exit: EXIT.good, name: null, problems: [], document: { help } });
  },
  lead: () => null,
  // Written anew: how the person starts Homeport changes where its lines end.
  report: ({ help }, { screen, speak, args }) => {
    if (typeof help === "string") writeHelp(pageOf(args), screen, speak);
  },
};

function pageOf(args: Args): HelpPage {
  const { argument } = args;
  const about = argument !== null && isCommand(argument) ? argument : null;
  return { command: about, isWhole: has(args, "verbose") };
}
