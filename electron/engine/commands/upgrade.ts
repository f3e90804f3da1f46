import { timelineFor } from "../../../shared/faq/timeline.ts";
import type { InstallKind } from "../../../shared/facts/host-seen.ts";
import { isBefore } from "../../../shared/plan/versions.ts";
import { problem, type Problem } from "../../../shared/problems/problem.ts";
import { databaseOf } from "../../../shared/upgrade/database-of.ts";
import { lintConfig, mergeConfig } from "../../../shared/upgrade/lint.ts";
import { planUpgrade } from "../../../shared/upgrade/plan-upgrade.ts";
import {
  readConfig,
  type ConfigFault,
  type ConfigFile,
  type ConfigText,
} from "../../../shared/upgrade/read-config.ts";
import type { System } from "../../../shared/upgrade/road-facts.ts";
import { stopsOf } from "../../../shared/upgrade/stops.ts";
import type { UpgradeDatabase } from "../../../shared/upgrade/upgrade.ts";
import { EXIT, type CommandResult } from "../command-result.ts";
import { exitOfProblem } from "../exit-of.ts";

/** `upgrade`, offline: from where to where, on what, and the files of the configuration in the order of their reading. */
export interface UpgradeRequest {
  readonly from: string;
  readonly to: string;
  readonly python: string | null;
  /** Null: as the configuration says. */
  readonly database: UpgradeDatabase | null;
  readonly install: InstallKind | null;
  readonly os: System | null;
  readonly config: ConfigText;
  readonly further: readonly ConfigText[];
}

/**
 * The road from one Synapse to another, the findings in its configuration, and where it stands in time.
 * Nothing is contacted. 1 where a line of the configuration is fatal, 65 where a file is none.
 */
export function upgrade(request: UpgradeRequest): CommandResult {
  const files: ConfigFile[] = [];
  for (const given of [request.config, ...request.further]) {
    const read = readConfig(given);
    if (!read.ok) return unreadable(read.error);
    files.push(read.value);
  }
  const [main, ...further] = files;
  if (main === undefined) throw new Error("a configuration holds at least one file");
  const config = mergeConfig(main, further);
  const { from, to, python, install, os } = request;
  const database = request.database ?? databaseOf(config);
  const subject = { from, to, python, install, os, database };
  const stops = stopsOf(subject);
  // A server newer than the goal is judged as what it is.
  const goal = isBefore(to, from) ? from : to;
  const road = { from, to: goal, stops: stops.length > 0 ? stops : [goal] };
  const lint = lintConfig(config, road);
  const hops = planUpgrade(subject, lint);
  const isBad = lint.some((each) => each.class === "fatal");
  return {
    exit: isBad ? EXIT.bad : EXIT.good,
    name: null,
    problems: [],
    document: { from, to, database, hops, lint, timeline: timelineFor(from) },
  };
}

function unreadable({ path, line, why }: ConfigFault): CommandResult {
  const evidence = line === null ? `${path}: ${why}` : `${path}:${line}: ${why}`;
  const fault: Problem = problem("input-file-bad", { path, line, why: "YAML" }, { evidence });
  return { exit: exitOfProblem(fault), name: null, problems: [fault], document: {} };
}
