import manifest from "../../../package.json" with { type: "json" };
import { EXIT } from "../../engine/command-result.ts";
import type { CommandModule } from "../command.ts";

/** `homeport version` */
export const command: CommandModule = {
  run: () => Promise.resolve({ exit: EXIT.good, name: null, problems: [], document: {} }),
  lead: () => null,
  report: (_document, { screen }) => screen.verbatim(`homeport ${manifest.version}`),
};
