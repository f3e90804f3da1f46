import { expect, test } from "vitest";
import { cutOffOf, withSpan } from "../../../shared/plan/consents.ts";
import type { ErasView } from "../../../shared/resolve/route.ts";
import type { Step } from "../../../shared/plan/plan.ts";
import { weigh } from "../../../shared/plan/weigh.ts";
import { situationFor, wayTo, WEB, WEBSITE, OWN } from "./situation-for.ts";

const NAME = "matrix.example.com";
const found = weigh(
  situationFor({
    dns: { "example.com": { A: [WEB] }, [NAME]: { A: [OWN] } },
    https: { "example.com": WEBSITE },
  }),
  wayTo("well-known", NAME, 8448),
);
const { steps, eras } = found;
const reachedBy = eras.end;
const nobody = eras.now;

/** The steps of a plan, with a view after each that tells whether 1.93 gets through there. */
function cutBetween(from: string, until: string, life: number): ReturnType<typeof cutOffOf> {
  const timed = steps.map((step) =>
    step.id === until ? { ...step, visibleAfterSeconds: life } : step,
  );
  let view: ErasView = reachedBy;
  const afterStep = Object.fromEntries(
    timed.map(({ id }) => {
      if (id === from) view = nobody;
      if (id === until) view = reachedBy;
      return [id, view];
    }),
  );
  return cutOffOf({ now: reachedBy, afterStep, end: view }, timed);
}

function of1dot93(reasons: ReturnType<typeof cutOffOf>): unknown {
  return reasons.find(({ data }) => data["era"] === "1.93");
}

test("an era that a later step brings back is away until then, and for the life of the old answer", () => {
  const data = { era: "1.93", step: "restart-synapse", until: "publish-well-known" };
  expect(of1dot93(cutBetween("restart-synapse", "publish-well-known", 3600))).toEqual({
    code: "consent-era-cut-off-until",
    data: { ...data, seconds: 3600 },
  });
  expect(of1dot93(cutBetween("restart-synapse", "publish-well-known", 0))).toEqual({
    code: "consent-era-cut-off-between",
    data,
  });
});

test("an era that no later step brings back is away for good", () => {
  expect(of1dot93(cutBetween("publish-well-known", "no such step", 0))).toEqual({
    code: "consent-era-cut-off",
    data: { era: "1.93", step: "publish-well-known" },
  });
});

test("an era that is never cut off asks for no consent, and a step without a view changes nothing", () => {
  expect(cutOffOf({ now: reachedBy, afterStep: {}, end: reachedBy }, steps)).toEqual([]);
});

const lost = { code: "consent-name-lost", data: { name: "example.com", eras: "1.0" } };

test("a name that the certificate leaves out is lost from the restart to the last step that tells", () => {
  const life = (step: Step, seconds: number): Step => ({ ...step, visibleAfterSeconds: seconds });
  const told = steps.map((step) => life(step, step.id === "publish-well-known" ? 600 : 0));
  const gone = life({ ...steps[0], id: "remove-srv-legacy" } as Step, 86_400);
  expect(withSpan(lost, [...told, gone])).toEqual({
    code: "consent-name-lost-until",
    data: {
      ...lost.data,
      step: "restart-synapse",
      until: "remove-srv-legacy",
      seconds: 86_400,
    },
  });
});

test("a name stays lost for as long as it is asked for where nothing new is told", () => {
  expect(withSpan(lost, [])).toBe(lost);
  const silent = steps.map((step) => ({ ...step, visibleAfterSeconds: 0 }));
  expect(withSpan(lost, silent)).toBe(lost);
  const unordered = steps.filter(({ kind }) => kind !== "obtain-certificate");
  expect(withSpan(lost, unordered)).toBe(lost);
});
