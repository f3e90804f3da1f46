import { makePlanAlone } from "../../shared/plan/make-plan.ts";
import type { Choice } from "../../shared/prove/dimensions.ts";
import { samplePoints } from "../../shared/prove/far-sample.ts";
import { hashText } from "../../shared/prove/hash-text.ts";
import { proveSubject } from "../../shared/prove/prove-subject.ts";
import { TallyKeeper, type Tally } from "../../shared/prove/tally.ts";
import { walkSpace, type SpaceCount } from "../../shared/prove/walk-space.ts";
import { caseMaker } from "../../shared/prove/world-of-choice.ts";

/** What one thread has to do: its share of the walk and of the far sample. */
export interface Share {
  readonly workers: number;
  readonly worker: number;
  /** Points drawn beyond the walk, among the too unusual. */
  readonly far: number;
  readonly seed: number;
  /** Only every so manieth stretch of the walk; 1: all of it. */
  readonly every: number;
}

/** What one thread found; `hashes` tell different cases apart across threads. */
export interface ShareResult {
  readonly tally: Tally;
  readonly space: SpaceCount;
  readonly hashes: Float64Array<ArrayBuffer>;
}

/** Points that one thread takes in a row: neighbours share their network. */
const STRETCH = 400;

/** Walks and samples one share of the space with the real planner. */
export function proveShare(share: Share): ShareResult {
  const keeper = new TallyKeeper();
  const hashes: number[] = [];
  const caseOf = caseMaker();
  const prove = (choice: Choice): void => {
    const { subject, text } = caseOf(choice);
    hashes.push(hashText(text));
    keeper.add(choice, proveSubject(subject, makePlanAlone));
  };
  const space = walkSpace((choice, index) => {
    const stretch = Math.floor(index / STRETCH);
    if (
      stretch % share.workers === share.worker &&
      Math.floor(stretch / share.workers) % share.every === 0
    )
      prove(choice);
  });
  let drawn = 0;
  for (const choice of samplePoints(share.seed, share.far, true)) {
    if (drawn++ % share.workers === share.worker) prove(choice);
  }
  return { tally: keeper.tally(), space, hashes: Float64Array.from(hashes) };
}
