import { join } from "node:path";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { Claim } from "../engine/ports.ts";
import { claimFile } from "./state-claim.ts";
import { guardState, prepareStateFolder } from "./state-files.ts";

/**
 * Claims a state folder for one wizard, in a window or on a page: two would write over each other's drafts.
 * `state-claimed` where another process has it; a dead one's claim is taken over. Throws `StateUnusable`.
 */
export async function claimWizard(stateFolder: string): Promise<Result<Claim, Problem>> {
  const file = join(stateFolder, "wizard-claim");
  const claim = await guardState(stateFolder, async () => {
    await prepareStateFolder(stateFolder);
    return claimFile(file);
  });
  return claim === null ? refuse(problem("state-claimed", { path: stateFolder, file })) : ok(claim);
}
