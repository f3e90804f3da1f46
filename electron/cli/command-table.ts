import type { CommandModule } from "./command.ts";
import { GROUPS, type GroupName, type OptionName } from "./options.ts";

/** What stands after the command's name. */
export type ArgumentSpec = "NAME" | "RUN" | "RUN|NAME" | "DOCUMENT" | "CMD" | "a|b";

/** One command: its argument, its options, and where its code is. Help, parsing and the schema are made from it. */
export interface CommandSpec {
  readonly argument: { readonly shown: ArgumentSpec; readonly needed: boolean } | null;
  readonly own: readonly OptionName[];
  readonly groups: readonly GroupName[];
  /** Loads the code of the command when it is needed, so that light commands start at once. */
  readonly load: () => Promise<{ readonly command: CommandModule }>;
}

const name = { shown: "NAME", needed: true } as const;
const machines = ["host", "web", "world"] as const;

/** Every command that works, in the order in which help shows them. */
export const COMMANDS = {
  look: {
    argument: name,
    own: ["out"],
    groups: machines,
    load: () => import("./commands/look.ts"),
  },
  questions: {
    argument: name,
    own: ["facts"],
    groups: ["answers", ...machines],
    load: () => import("./commands/questions.ts"),
  },
  plan: {
    argument: name,
    own: ["facts", "explain", "out", "format"],
    groups: ["answers", "acme", ...machines],
    load: () => import("./commands/plan.ts"),
  },
  apply: {
    argument: name,
    own: ["plan", "approve", "yes", "dry-run", "wait", "stop-after"],
    groups: ["answers", "acme", ...machines],
    load: () => import("./commands/apply.ts"),
  },
  resume: {
    argument: { shown: "RUN", needed: false },
    own: ["approve", "yes", "wait", "stop-after"],
    groups: ["acme", ...machines],
    load: () => import("./commands/resume.ts"),
  },
  undo: {
    argument: { shown: "RUN|NAME", needed: true },
    own: ["approve", "yes", "dry-run"],
    groups: machines,
    load: () => import("./commands/undo.ts"),
  },
  check: {
    argument: name,
    own: ["client"],
    groups: ["answers", "host", "world"],
    load: () => import("./commands/check.ts"),
  },
  renew: {
    argument: name,
    own: ["approve", "yes", "dry-run"],
    groups: ["acme", ...machines],
    load: () => import("./commands/renew.ts"),
  },
  history: {
    argument: { shown: "NAME", needed: false },
    own: [],
    groups: [],
    load: () => import("./commands/history.ts"),
  },
  receipt: {
    argument: { shown: "RUN", needed: true },
    own: [],
    groups: [],
    load: () => import("./commands/receipt.ts"),
  },
  practice: {
    argument: { shown: "a|b", needed: false },
    own: ["undo"],
    groups: [],
    load: () => import("./commands/practice.ts"),
  },
  schema: {
    argument: { shown: "DOCUMENT", needed: false },
    own: [],
    groups: [],
    load: () => import("./commands/schema.ts"),
  },
  version: {
    argument: null,
    own: [],
    groups: [],
    load: () => import("./commands/version.ts"),
  },
  help: {
    argument: { shown: "CMD", needed: false },
    own: [],
    groups: [],
    load: () => import("./commands/help.ts"),
  },
} as const satisfies { readonly [name: string]: CommandSpec };

/** The name of a command. */
export type CommandName = keyof typeof COMMANDS;

/** Tells whether a text is the name of a command. */
export function isCommand(text: string): text is CommandName {
  return Object.hasOwn(COMMANDS, text);
}

/** The specification of a command, in its general form. */
export function commandSpec(command: CommandName): CommandSpec {
  return COMMANDS[command];
}

/** All options that a command takes, its own first. */
export function optionsOf(command: CommandName): readonly OptionName[] {
  const { own, groups } = commandSpec(command);
  return [...own, ...groups.flatMap((group) => GROUPS[group]), ...GROUPS.all];
}
