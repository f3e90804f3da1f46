import { expect, test } from "vitest";
import { makePlan, makePlanAlone } from "../../shared/plan/make-plan.ts";
import { samplePoints } from "../../shared/prove/far-sample.ts";
import { audienceOf, worldJsonOf } from "../../shared/prove/world-of-choice.ts";
import { inputOf } from "../unit/plan/world-plan.ts";

/** Points drawn from the whole space. */
const SAMPLE = 150;

// Some seconds on an idle machine; the limit is for a crowded one.
test(
  "an alternative that nothing blocks is planned once it is asked for, and a blocked one is refused",
  { timeout: 120_000 },
  () => {
    const wrong = [...samplePoints(19_850, SAMPLE, false)].flatMap((choice) => {
      const audience = audienceOf(choice);
      const input = inputOf(worldJsonOf(choice), audience === null ? {} : { audience });
      const made = makePlan(input);
      const { alternatives } = made.ok ? made.value : made.error;
      return alternatives.flatMap(({ method, blockedBy }) => {
        if (method === "explicit-port" || method === "ip-literal")
          throw new Error("an alternative that nobody can ask for");
        const answers = { ...input.answers, delegate: method };
        const asked = makePlanAlone({ ...input, answers });
        const agrees = asked.ok
          ? blockedBy.length === 0 && asked.value.recommended === method
          : blockedBy.length > 0;
        return agrees ? [] : [{ choice, method, blockedBy, ok: asked.ok }];
      });
    });
    expect(wrong).toEqual([]);
  },
);

test("the plan without its alternatives is the same plan", () => {
  for (const choice of samplePoints(7, 20, false)) {
    const input = inputOf(worldJsonOf(choice));
    const [whole, alone] = [makePlan(input), makePlanAlone(input)].map((made) =>
      made.ok ? made.value : made.error,
    );
    // Only who knows the alternatives can offer one for completeness.
    const reasons = (whole?.reasons ?? []).filter(({ code }) => code !== "for-completeness");
    expect({ ...whole, reasons, alternatives: [] }).toEqual(alone);
  }
});
