import { GROUPS, type GroupName, type OptionName } from "./options.ts";

/** What stands after the command's name. */
export type ArgumentSpec = "NAME" | "RUN" | "RUN|NAME" | "DOCUMENT" | "CMD" | "a|b|c" | "ID";

/** One command: its argument, its options. Help and parsing are made from it. */
export interface CommandSpec {
  readonly argument: { readonly shown: ArgumentSpec; readonly needed: boolean } | null;
  /** A second argument, which is never needed. */
  readonly second?: ArgumentSpec;
  readonly own: readonly OptionName[];
  readonly groups: readonly GroupName[];
}

const name = { shown: "NAME", needed: true } as const;
const machines = ["host", "web", "world"] as const;

/** Every command that works, in the order in which help shows them. */
export const COMMANDS = {
  look: {
    argument: name,
    own: ["out"],
    groups: machines,
  },
  questions: {
    argument: name,
    own: ["facts", "world"],
    groups: ["answers", ...machines],
  },
  plan: {
    argument: name,
    own: ["facts", "world", "explain", "out", "format"],
    groups: ["answers", "acme", ...machines],
  },
  eras: {
    argument: name,
    own: ["facts", "world"],
    groups: ["answers", ...machines],
  },
  faq: {
    argument: name,
    second: "ID",
    own: ["facts", "world"],
    groups: ["answers", ...machines],
  },
  apply: {
    argument: name,
    own: ["plan", "approve", "yes", "dry-run", "wait", "stop-after"],
    groups: ["answers", "acme", ...machines],
  },
  resume: {
    argument: { shown: "RUN", needed: false },
    own: ["approve", "yes", "wait", "stop-after"],
    groups: ["acme", ...machines],
  },
  undo: {
    argument: { shown: "RUN|NAME", needed: true },
    own: ["approve", "yes", "dry-run"],
    groups: machines,
  },
  check: {
    argument: name,
    own: ["client"],
    groups: ["answers", "host", "world"],
  },
  renew: {
    argument: name,
    own: ["approve", "yes", "dry-run"],
    groups: ["acme", ...machines],
  },
  upgrade: {
    argument: null,
    own: ["from", "config", "conf-dir", "python", "database", "install", "os", "to"],
    groups: [],
  },
  history: {
    argument: { shown: "NAME", needed: false },
    own: ["practice"],
    groups: [],
  },
  receipt: {
    argument: { shown: "RUN|NAME", needed: true },
    own: ["practice"],
    groups: [],
  },
  practice: {
    argument: { shown: "a|b|c", needed: false },
    own: ["undo", "fault", "seed"],
    groups: [],
  },
  serve: {
    argument: null,
    own: ["port", "no-open", "as-root"],
    groups: ["world", "acme"],
  },
  schema: {
    argument: { shown: "DOCUMENT", needed: false },
    own: [],
    groups: [],
  },
  version: {
    argument: null,
    own: [],
    groups: [],
  },
  help: {
    argument: { shown: "CMD", needed: false },
    own: [],
    groups: [],
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
