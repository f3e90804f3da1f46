import { join } from "node:path";
import envPaths from "env-paths";
import { has, one, type Args } from "./args.ts";
import { pathOf, type Caller } from "./caller.ts";

/** The folder for runs, journals and receipts: `--state`, else `HOMEPORT_STATE`, else the system's place for it. */
export function stateFolder(args: Args | null, caller: Caller): string {
  const given = (args === null ? null : one(args, "state")) ?? caller.environment["HOMEPORT_STATE"];
  return given === undefined || given === ""
    ? envPaths("homeport", { suffix: "" }).data
    : pathOf(caller, given);
}

/**
 * The folder for runs of practice without `--state`: the one of `HOMEPORT_STATE`, which means the same
 * as the option, else one beside the real runs, so that none of practice stands among them.
 */
export function practiceFolder(caller: Caller): string {
  const usual = stateFolder(null, caller);
  return (caller.environment["HOMEPORT_STATE"] ?? "") === "" ? join(usual, "practice") : usual;
}

/** The command line with a state folder of practice's own, unless one is given: no run of practice stands among real ones. */
export function withPracticeState(args: Args, caller: Caller): Args {
  if (has(args, "state")) return args;
  return { ...args, options: { ...args.options, state: [practiceFolder(caller)] } };
}
