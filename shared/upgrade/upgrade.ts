import type { InstallKind } from "../facts/host-seen.ts";
import type { Reason } from "../plan/plan.ts";
import type { System } from "./road-facts.ts";

/** What is known of the database; nulls where nothing is. */
export interface UpgradeDatabase {
  readonly kind: "sqlite" | "postgres" | null;
  readonly version: string | null;
}

/** From where to where, and on what. Null: not said. */
export interface UpgradeSubject {
  readonly from: string;
  readonly to: string;
  readonly python: string | null;
  readonly database: UpgradeDatabase;
  readonly install: InstallKind | null;
  readonly os: System | null;
}

/** One stop of the road: what to do to get there, and what it means. Codes are keys of the words, `reasons.upgrade-CODE`. */
export interface Hop {
  readonly version: string;
  readonly do: readonly Reason[];
  readonly breaks: readonly Reason[];
  readonly needs: readonly Reason[];
  /** Why this stop may not be left out, which stands in `needs` too; null: it may. */
  readonly mandatory: Reason | null;
  /** The software before still opens the database after this hop. */
  readonly rollbackSafe: boolean;
  /** Further stops between, with which every stretch of this hop could be gone back; empty: none or no help. */
  readonly rollbackVia: readonly string[];
  /** What somebody loses by this hop, to be agreed to; null: nobody loses anything. */
  readonly ack: Reason | null;
  /** Minutes that the hop takes on a small server, backup and waiting included. */
  readonly minutes: number;
  /** What that number rests on, and what makes it larger. */
  readonly minutesBasis: Reason;
  /** The upgrade note of this stop. */
  readonly note: string;
  /** The upgrade notes of everything that is passed on the way to it. */
  readonly notes: readonly string[];
}

/** How a line of the old configuration fares on the road. */
export type LintClass = "fatal" | "ignored" | "danger" | "works";

/** One finding in the configuration. */
export interface LintFinding {
  readonly file: string;
  /** Counted from 1; of a key that is missing, the line after which it belongs. */
  readonly line: number;
  /** The key, with what it stands in: `listeners[0].resources[0].names`. */
  readonly key: string;
  readonly class: LintClass;
  /** The first version at which the class applies. */
  readonly since: string;
  /**
   * The edit as a hunk of a unified diff without context; null where there is nothing to change. Findings
   * that change the same lines share one hunk, which makes all their changes and is applied once.
   */
  readonly edit: string | null;
  readonly why: Reason;
}
