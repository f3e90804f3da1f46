import { lineOf, type ConfigFile } from "./read-config.ts";
import type { Draft, Rule } from "./lint-rule.ts";
import { OLDEST } from "./road-facts.ts";

/** Keys that stand twice in one mapping. The lines are named, not shown: they may hold a secret. */
export const doubledKeys: Rule = ({ files }) =>
  files.flatMap((file) =>
    file.doubled.map(({ key, first, last }): Draft => ({
      file: file.path,
      line: last,
      key,
      spans: [{ since: OLDEST, class: "danger", why: "doubled" }],
      data: { first, last },
      edit: null,
    })),
  );

/** Keys of an earlier file that a later one replaces: the merge is shallow, a list is replaced whole. */
export const shadowedKeys: Rule = ({ files, entries }) =>
  files.flatMap((file) =>
    [...file.entries].flatMap(([key, entry]) => {
      const winner = entries.get(key);
      if (winner === undefined || winner.file.path === file.path) return [];
      return [shadowed(file, key, lineOf(entry), winner.file.path, lineOf(winner))];
    }),
  );

function shadowed(file: ConfigFile, key: string, line: number, winner: string, by: number): Draft {
  return {
    file: file.path,
    line,
    key,
    spans: [{ since: OLDEST, class: "ignored", why: "shadowed" }],
    data: { winner, by },
    edit: null,
  };
}
