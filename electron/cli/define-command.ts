import type { z } from "zod";
import type { CommandResult } from "../engine/command-result.ts";
import type { CommandModule, Context, Report } from "./command.ts";

/** The parts of a command whose document has a schema. */
export interface CommandParts<D> {
  run(context: Context): Promise<CommandResult>;
  /** What must stand in the very first line; null: nothing. */
  lead?(document: D, report: Report): string | null;
  report(document: D, report: Report): void;
}

/**
 * Makes a command whose report is given its document as the schema reads it. A document that could not
 * begin (a bad name, a refused login) does not fit: its problems tell it all.
 */
export function defineCommand<S extends z.ZodType>(
  schema: S,
  parts: CommandParts<z.infer<S>>,
): CommandModule {
  return {
    run: (context) => parts.run(context),
    lead: (document, report) => {
      const parsed = schema.safeParse(document);
      return parsed.success ? (parts.lead?.(parsed.data, report) ?? null) : null;
    },
    report: (document, report) => {
      const parsed = schema.safeParse(document);
      if (parsed.success) parts.report(parsed.data, report);
      // Nothing to tell would leave the person with an empty screen: the document as it is, then.
      else if (document.problems.length === 0)
        report.screen.verbatim(JSON.stringify(document, null, 2));
    },
  };
}
