import type { Problem } from "../../shared/problems/problem.ts";

/**
 * What a command gives to its driver: the exit code of `cli.md`, the problems, and the JSON keys of
 * its document. Texts are still codes (`Reason`), the driver turns them into words.
 */
export interface CommandResult {
  readonly exit: number;
  readonly name: string | null;
  readonly problems: readonly Problem[];
  readonly document: { readonly [key: string]: unknown };
}

/** Exit codes (`cli.md`, "Exit codes"). */
export const EXIT = {
  good: 0,
  bad: 1,
  unknown: 2,
  undone: 3,
  waiting: 4,
  usage: 64,
  input: 65,
  unreachable: 69,
  bug: 70,
  later: 75,
  refused: 77,
  stopped: 130,
} as const;
