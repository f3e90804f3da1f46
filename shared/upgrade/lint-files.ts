import { isScalar } from "yaml";
import { covers, hunksOf, type Edit } from "./edit.ts";
import { withoutEntry, withoutPair } from "./hunk.ts";
import type { Config, Draft } from "./lint-rule.ts";
import { lineOf, type ConfigFile, type Doubled, type Entry } from "./read-config.ts";
import { OLDEST } from "./road-facts.ts";

/**
 * Keys that stand twice in one mapping. The edit takes away the one that does not count. `edits` are
 * those of all else: what one of them takes away has shown its lines already.
 */
export function doubledKeys({ files }: Config, edits: readonly Edit[]): readonly Draft[] {
  return files.flatMap((file) =>
    file.doubled.map((doubled): Draft => {
      const edit = withoutPair(file, doubled.parent, doubled.overruled);
      return {
        file: file.path,
        line: doubled.last,
        key: doubled.key,
        spans: [{ since: OLDEST, class: "danger", why: "doubled" }],
        data: { first: doubled.first, last: doubled.last },
        edit: isCountingGone(file, doubled, edits) ? edit : withoutSecret(edit),
      };
    }),
  );
}

function isCountingGone(file: ConfigFile, doubled: Doubled, edits: readonly Edit[]): boolean {
  const keys = doubled.parent.items.map(({ key }) => key).filter(isScalar);
  const counting = keys.findLast((each) => String(each.value) === doubled.key);
  return edits.some((each) => takesAway(each, doubled.key, file, counting?.range?.[0] ?? 0));
}

/** Null where the lines may hold a secret: they are named then, not shown. */
function withoutSecret(edit: Edit | null): Edit | null {
  const shown = edit === null ? "" : (hunksOf([edit]).get(edit) ?? "");
  return /secret|passw|token|key|dsn|user|args/i.test(shown) ? null : edit;
}

/**
 * Keys of an earlier file that a later one replaces: the merge is shallow, a list is replaced whole. Where
 * one of the `edits` takes the later one away, the earlier one would count again, so it goes too.
 */
export function shadowedKeys({ files, entries }: Config, edits: readonly Edit[]): readonly Draft[] {
  return files.flatMap((file) =>
    [...file.entries].flatMap(([key, entry]) => {
      const winner = entries.get(key);
      if (winner === undefined || winner.file.path === file.path) return [];
      const at = winner.key.range?.[0] ?? 0;
      const goes = edits.some((each) => takesAway(each, key, winner.file, at));
      return [shadowed(key, entry, winner, goes ? withoutEntry(entry) : null)];
    }),
  );
}

function takesAway(edit: Edit, key: string, file: ConfigFile, at: number): boolean {
  return edit.file.path === file.path && covers(edit, at) && !edit.text.includes(key);
}

function shadowed(key: string, entry: Entry, winner: Entry, edit: Edit | null): Draft {
  return {
    file: entry.file.path,
    line: lineOf(entry),
    key,
    spans: [{ since: OLDEST, class: "ignored", why: "shadowed" }],
    data: { winner: winner.file.path, by: lineOf(winner) },
    edit,
  };
}
