import { expect, test } from "vitest";
import { makePlan } from "../../shared/plan/make-plan.ts";
import { samplePoints } from "../../shared/prove/far-sample.ts";
import { proveSubject } from "../../shared/prove/prove-subject.ts";
import { audienceOf, caseMaker, worldJsonOf } from "../../shared/prove/world-of-choice.ts";

/** Points drawn from the whole space; `npm run prove` walks it. */
const SAMPLE = 120;

// A second or two on an idle machine; the limit is for a crowded one.
test(
  "plans and refusals of a sample of modelled worlds stand every check of the prover",
  { timeout: 60_000 },
  () => {
    const caseOf = caseMaker();
    const found = [...samplePoints(20_190_611, SAMPLE, false)].flatMap((choice) => {
      const { violations } = proveSubject(caseOf(choice).subject, makePlan);
      return violations.map((each) => ({
        ...each,
        world: worldJsonOf(choice),
        audience: audienceOf(choice),
      }));
    });
    expect(found).toEqual([]);
  },
);
