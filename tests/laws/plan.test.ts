import { assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { ERAS } from "../../shared/domain/era.ts";
import { canonicalPlan } from "../../shared/plan/canonical.ts";
import { makePlan } from "../../shared/plan/make-plan.ts";
import type { Plan, PlanInput, Reason } from "../../shared/plan/plan.ts";
import { samplePoints } from "../../shared/prove/far-sample.ts";
import { audienceOf, worldJsonOf } from "../../shared/prove/world-of-choice.ts";
import { reasonValues } from "../../shared/words/reason-values.ts";
import { english } from "../../shared/words/words.ts";
import { inputOf } from "../unit/plan/world-plan.ts";
import "../setup/seed.ts";

/** Inputs of random worlds of the modelled space, far corners included. */
const inputs = integer({ min: 0, max: 0x7fff_ffff }).map((seed): PlanInput => {
  const [choice] = samplePoints(seed, 1, false);
  if (choice === undefined) throw new Error("no point was drawn");
  const audience = audienceOf(choice);
  return inputOf(worldJsonOf(choice), audience === null ? {} : { audience });
});

function forAll(law: (input: PlanInput) => void): void {
  assert(property(inputs, law), { numRuns: 150 });
}

function planned(input: PlanInput): Plan | null {
  const made = makePlan(input);
  return made.ok ? made.value : null;
}

/** Every reason that a plan or a refusal carries, wherever it stands. */
function reasonsIn(value: unknown): readonly Reason[] {
  if (Array.isArray(value)) return value.flatMap(reasonsIn);
  if (typeof value !== "object" || value === null) return [];
  if (isReason(value)) return [value];
  return Object.values(value).flatMap(reasonsIn);
}

function isReason(value: object): value is Reason {
  return Object.keys(value).length === 2 && "code" in value && "data" in value;
}

/** Says no more than which text it is: only the keys of values matter here. */
const PLAIN = {
  say: (key: string) => key,
  sayCode: (group: string, code: string) => `${group} ${code}`,
};

describe("laws of plans", () => {
  test("every era of the audience is reached at the end", () => {
    forAll((input) => {
      const plan = planned(input);
      const missed = plan?.audience.filter(
        (era) => plan.eras.end.inbound[era].verdict !== "reached",
      );
      expect(missed ?? []).toEqual([]);
    });
  });

  test("no step makes an era worse, save those that consent is asked for", () => {
    forAll((input) => {
      const plan = planned(input);
      let before = plan?.eras.now;
      for (const step of plan?.steps ?? []) {
        const after = plan?.eras.afterStep[step.id];
        const lost = ERAS.filter(
          (era) =>
            before?.inbound[era].verdict === "reached" && after?.inbound[era].verdict !== "reached",
        );
        const agreed = (plan?.consents ?? []).map((each) =>
          String(each.data["eras"] ?? each.data["era"]),
        );
        expect(lost.filter((era) => !agreed.some((text) => text.includes(era)))).toEqual([]);
        before = after;
      }
    });
  });

  test("a plan that works already changes nothing, and its end is what is now", () => {
    forAll((input) => {
      const plan = planned(input);
      const works = plan?.audience.every((era) => plan.eras.now.inbound[era].verdict === "reached");
      expect(works === true && plan?.steps.length !== 0).toBe(false);
    });
  });

  test("the same input gives the same canonical text, whatever the time", () => {
    forAll((input) => {
      const [one, other] = [planned(input), planned({ ...input, now: input.now + 1 })];
      expect(one && canonicalPlan(one)).toBe(other && canonicalPlan(other));
    });
  });

  test("step ids are unique, needs come before, and phases never go back", () => {
    forAll((input) => {
      const steps = planned(input)?.steps ?? [];
      expect(new Set(steps.map((step) => step.id)).size).toBe(steps.length);
      for (const [at, step] of steps.entries()) {
        const earlier = new Set(steps.slice(0, at).map((each) => each.id));
        expect(step.needs.filter((need) => !earlier.has(need))).toEqual([]);
        expect(step.phase - (steps[at - 1]?.phase ?? step.phase)).toBeOneOf([0, 1]);
        expect((step.undo === null) !== (step.irreversible === null)).toBe(true);
      }
    });
  });

  test("nobody waits inside a phase of our own", () => {
    forAll((input) => {
      const steps = planned(input)?.steps ?? [];
      for (const step of steps) {
        const waits = step.who !== "homeport" || step.kind === "wait";
        const alike = steps.filter((each) => each.phase === step.phase);
        expect(
          alike.every((each) => (each.who !== "homeport" || each.kind === "wait") === waits),
        ).toBe(true);
      }
    });
  });

  test("a refusal has reasons and says what would help", () => {
    forAll((input) => {
      const made = makePlan(input);
      if (made.ok) return;
      expect(made.error.reasons.length).toBeGreaterThan(0);
      expect(made.error.wouldHelp.length).toBeGreaterThan(0);
    });
  });

  test("every reason has its words, and every value that they name", () => {
    const words: { readonly [code: string]: string } = english.reasons;
    forAll((input) => {
      const made = makePlan(input);
      for (const { code, data } of reasonsIn(made.ok ? made.value : made.error)) {
        const named = [
          ...(words[code] ?? `no words for ${code} {{code}}`).matchAll(/\{\{(\w+)\}\}/g),
        ];
        const values = { ...data, ...reasonValues(data, PLAIN) };
        expect(named.map((each) => each[1]).filter((key) => !(String(key) in values))).toEqual([]);
      }
    });
  });
});
