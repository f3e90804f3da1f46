import { problem, type Problem } from "../../shared/problems/problem.ts";

/**
 * A file of a run is there and does not hold what was written to it. Thrown on purpose, by stores and
 * whoever reads from them: whoever reads many runs goes on with the others, a driver tells its problem.
 */
export class StateDamaged extends Error {
  override readonly name = "StateDamaged";
  readonly problem: Problem;
  constructor(run: string, path: string) {
    super(`${path} is damaged`);
    this.problem = problem("state-damaged", { run, path });
  }
}
