import type { CommandName } from "./command-table.ts";
import type { OptionName } from "./options.ts";

/** What help shows of a command before everything else. */
export interface Usual {
  /** One command line that can be typed with one's own names. */
  readonly example: string;
  /** The options that most people need; the others stand below them. */
  readonly options: readonly OptionName[];
  /** Those without which it does nothing. */
  readonly needed?: readonly OptionName[];
}

/** What most people need, in the order in which they need it. */
export const MOST_USED: readonly CommandName[] = [
  "practice",
  "check",
  "plan",
  "apply",
  "undo",
  "renew",
  "serve",
];

const MACHINE = "--host root@matrix.example.com";

/** The usual way of using each command. */
export const USUAL: { readonly [command in CommandName]: Usual } = {
  look: { example: `homeport look example.com ${MACHINE}`, options: ["host", "out", "practice"] },
  questions: {
    example: `homeport questions example.com ${MACHINE}`,
    options: ["host", "set", "practice"],
  },
  plan: {
    example: `homeport plan example.com ${MACHINE}`,
    options: ["host", "set", "explain", "out", "practice"],
  },
  eras: { example: "homeport eras example.com", options: ["host", "verbose", "practice"] },
  faq: { example: `homeport faq example.com ${MACHINE}`, options: ["host", "practice"] },
  apply: {
    example: `homeport apply example.com ${MACHINE}`,
    options: ["host", "set", "dry-run", "web-host", "web-root", "practice"],
  },
  resume: { example: "homeport resume", options: ["wait", "practice"] },
  undo: { example: "homeport undo example.com", options: ["dry-run", "practice"] },
  check: { example: "homeport check example.com", options: ["host", "client", "practice"] },
  renew: { example: "homeport renew example.com", options: ["dry-run", "practice"] },
  upgrade: {
    example: "homeport upgrade --from 0.34.1.1 --config homeserver.yaml",
    needed: ["from", "config"],
    options: ["conf-dir", "to"],
  },
  history: { example: "homeport history", options: ["practice"] },
  receipt: { example: "homeport receipt RUN", options: ["practice"] },
  practice: { example: "homeport practice c --undo", options: ["undo"] },
  serve: { example: "homeport serve", options: ["port", "no-open", "practice"] },
  schema: { example: "homeport schema plan", options: [] },
  version: { example: "homeport version", options: ["json"] },
  help: { example: "homeport help plan", options: [] },
};
