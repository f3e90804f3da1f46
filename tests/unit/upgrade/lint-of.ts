import { lintConfig, mergeConfig } from "../../../shared/upgrade/lint.ts";
import { readConfig, type ConfigFile } from "../../../shared/upgrade/read-config.ts";
import { NEWEST } from "../../../shared/upgrade/road-facts.ts";
import { stopsOf } from "../../../shared/upgrade/stops.ts";
import type { LintFinding } from "../../../shared/upgrade/upgrade.ts";

/** What every configuration needs to start, so that a test can be about one line. */
export const WHOLE = `server_name: example.com
report_stats: false
database: {name: sqlite3}
listeners: [{port: 8008, type: http, resources: [{names: [client, federation]}]}]
`;

/** Reads a configuration; throws where it is none. */
export function configFile(text: string, path = "homeserver.yaml"): ConfigFile {
  const read = readConfig({ path, text });
  if (!read.ok) throw new Error(read.error.why);
  return read.value;
}

/** The findings in one file, and in further ones by their names, on the road between two versions. */
export function lintOf(
  text: string,
  { from = "0.34.1.1", to = NEWEST, further = {} }: LintOptions = {},
): readonly LintFinding[] {
  const rest = Object.entries(further).map(([path, each]) => configFile(each, path));
  const subject = { from, to, python: null, install: null, os: null };
  const stops = stopsOf({ ...subject, database: { kind: "sqlite", version: null } });
  return lintConfig(mergeConfig(configFile(text), rest), {
    from,
    to,
    stops: stops.length > 0 ? stops : [to],
  });
}

interface LintOptions {
  readonly from?: string;
  readonly to?: string;
  readonly further?: { readonly [path: string]: string };
}

/** The text after hunks were applied, the same one once; throws where old lines are not those of the file. */
export function patched(text: string, edits: readonly string[]): string {
  const lines = text.replace(/\n$/, "").split("\n");
  const hunks = [...new Set(edits)].map(readHunk).toSorted((a, b) => b.begin - a.begin);
  for (const { at, begin, old, fresh } of hunks) {
    const found = lines.slice(begin, begin + old.length);
    if (found.join("\n") !== old.join("\n")) throw new Error(`line ${at} differs`);
    lines.splice(begin, old.length, ...fresh);
  }
  return `${lines.join("\n")}\n`;
}

function readHunk(edit: string): {
  readonly at: number;
  /** Lines before it. */
  readonly begin: number;
  readonly old: readonly string[];
  readonly fresh: readonly string[];
} {
  const [head = "", ...body] = edit.split("\n");
  const at = Number(/^@@ -(\d+),\d+ \+\d+,\d+ @@$/.exec(head)?.[1]);
  if (Number.isNaN(at)) throw new Error(`no hunk: ${head}`);
  const with_ = (sign: string): readonly string[] =>
    body.filter((each) => each.startsWith(sign)).map((each) => each.slice(1));
  const old = with_("-");
  return { at, begin: old.length === 0 ? at : at - 1, old, fresh: with_("+") };
}
