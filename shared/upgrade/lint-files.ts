import { withoutPair } from "./hunk.ts";
import { lineOf, type ConfigFile, type Doubled } from "./read-config.ts";
import type { Draft, Rule } from "./lint-rule.ts";
import { OLDEST } from "./road-facts.ts";

/** Keys that stand twice in one mapping. The edit takes away the one that does not count. */
export const doubledKeys: Rule = ({ files }) =>
  files.flatMap((file) =>
    file.doubled.map((doubled): Draft => ({
      file: file.path,
      line: doubled.last,
      key: doubled.key,
      spans: [{ since: OLDEST, class: "danger", why: "doubled" }],
      data: { first: doubled.first, last: doubled.last },
      edit: withoutOverruled(file, doubled),
    })),
  );

/** Null where the lines may hold a secret: they are named then, not shown. */
function withoutOverruled(file: ConfigFile, { parent, overruled }: Doubled): string | null {
  const edit = withoutPair(file, parent, overruled);
  return edit === null || /secret|passw|token|key|dsn|user|args/i.test(edit) ? null : edit;
}

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
