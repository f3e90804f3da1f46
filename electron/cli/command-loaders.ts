import type { CommandName } from "./command-table.ts";
import type { CommandModule } from "./command.ts";

/** Loads the code of each command when it is needed, so that light commands start at once. */
export const LOADERS: {
  readonly [command in CommandName]: () => Promise<{ readonly command: CommandModule }>;
} = {
  look: () => import("./commands/look.ts"),
  questions: () => import("./commands/questions.ts"),
  plan: () => import("./commands/plan.ts"),
  eras: () => import("./commands/eras.ts"),
  faq: () => import("./commands/faq.ts"),
  apply: () => import("./commands/apply.ts"),
  resume: () => import("./commands/resume.ts"),
  undo: () => import("./commands/undo.ts"),
  check: () => import("./commands/check.ts"),
  renew: () => import("./commands/renew.ts"),
  upgrade: () => import("./commands/upgrade.ts"),
  history: () => import("./commands/history.ts"),
  receipt: () => import("./commands/receipt.ts"),
  practice: () => import("./commands/practice.ts"),
  serve: () => import("./commands/serve.ts"),
  schema: () => import("./commands/schema.ts"),
  version: () => import("./commands/version.ts"),
  help: () => import("./commands/help.ts"),
};
