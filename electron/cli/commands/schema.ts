import { EXIT } from "../../engine/command-result.ts";
import { DOCUMENTS, isDocument, jsonSchema } from "../../../shared/api/documents.ts";
import type { CommandModule } from "../command.ts";
import { nearest } from "../nearest.ts";
import { badUsage } from "../outcome.ts";

/** `homeport schema [DOCUMENT]`: prints the JSON Schema itself; with `--json` inside an envelope. */
export const command: CommandModule = {
  run: ({ args: { argument }, speak }) => {
    if (argument !== null && !isDocument(argument)) {
      const all = Object.keys(DOCUMENTS);
      const data = { given: argument, nearest: nearest(argument, all), choices: all.join(", ") };
      return Promise.resolve(badUsage({ why: "document-unknown", command: "schema", data }, speak));
    }
    const document = { schema: jsonSchema(argument) };
    return Promise.resolve({ exit: EXIT.good, name: null, problems: [], document });
  },
  lead: () => null,
  report: ({ schema }, { screen }) => {
    if (schema !== undefined) screen.verbatim(JSON.stringify(schema, null, 2));
  },
};
