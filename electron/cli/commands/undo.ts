import { rememberedOptions } from "../../engine/commands/history.ts";
import { undo } from "../../engine/commands/undo.ts";
import { UndoDocument } from "../../../shared/api/run-documents.ts";
import { has } from "../args.ts";
import { readName } from "../../adapters/typed-name.ts";
import { badName } from "../outcome.ts";
import { openStore } from "../ports.ts";
import { withRemembered } from "../remember.ts";
import { reportUndo } from "../report/undo.ts";
import { withPorts } from "../with-ports.ts";
import { defineCommand } from "../define-command.ts";

/** `homeport undo RUN|NAME`: a run's id is a server name by its form as well, so it is read as one. */
export const command = defineCommand(UndoDocument, {
  run: async (context) => {
    const given = context.args.argument ?? "";
    const read = readName(given);
    if (!read.ok) return badName(given, read.error, context.speak);
    const target = read.value.name.text;
    const remembered = await rememberedOptions(openStore(context), target);
    const args = withRemembered(context.args, remembered);
    return withPorts({ ...context, args }, null, (ports) =>
      undo(ports, { target, dryRun: has(args, "dry-run") }),
    );
  },
  report: reportUndo,
});
