import { entriesWithin, type Config } from "./lint-rule.ts";
import type { UpgradeDatabase } from "./upgrade.ts";

/** Which database the configuration names; nulls where it names none that is known. */
export function databaseOf({ entries }: Config): UpgradeDatabase {
  if (entries.has("database_path") && !entries.has("database"))
    return { kind: "sqlite", version: null };
  const name = entriesWithin(entries.get("database")).get("name")?.value;
  if (name === "sqlite3") return { kind: "sqlite", version: null };
  return { kind: name === "psycopg2" ? "postgres" : null, version: null };
}
