import { join } from "node:path";
import envPaths from "env-paths";
import { one, type Args } from "./args.ts";
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
