import { describe, expect, test } from "vitest";
import { canonicalPlan } from "../../../shared/plan/canonical.ts";
import { planDiffers } from "../../../shared/plan/compare-plans.ts";
import type { Plan, Step } from "../../../shared/plan/plan.ts";
import { planFor } from "./world-plan.ts";

const OWN = "198.51.100.7";

/** A name that leads elsewhere: a record changes it, by whoever has the zone. */
function moving(changes: object = {}, ttl = 900): Plan {
  return planFor({
    format: 1,
    server: {
      name: "example.com",
      version: "1.160.0",
      install: "debian",
      addresses: [OWN],
      listeners: [{ port: 8448, tls: true }],
    },
    control: { web: "nobody", certificateFor: ["example.com"], ...changes },
    dns: {
      "example.com": { A: ["198.51.100.80"] },
      "matrix.example.com": { A: ["198.51.100.80"], ttl },
    },
  });
}

/** A name that leads here, where all works. */
function working(): Plan {
  return planFor({
    format: 1,
    server: { name: "example.com", version: "1.160.0", install: "debian", addresses: [OWN] },
    dns: { "example.com": { A: [OWN] } },
    endpoints: { [`${OWN}:8448`]: { certificate: { names: ["example.com"] } } },
  });
}

const withFirst = (plan: Plan, changes: Partial<Step>): Plan => {
  const [first, ...rest] = plan.steps;
  if (first === undefined) throw new Error("no step");
  // A changed step of any kind is still a step to whom compares plans.
  return { ...plan, steps: [{ ...first, ...changes } as Step, ...rest] };
};

describe("a plan made anew", () => {
  test("is the approved one where its steps are the same, or fewer", () => {
    const approved = moving();
    expect(planDiffers(moving(), approved)).toBe(false);
    expect(planDiffers({ ...approved, steps: approved.steps.slice(2) }, approved)).toBe(false);
    expect(planDiffers(working(), approved)).toBe(false);
  });

  test("is the approved one where only what stood there before has changed", () => {
    const approved = moving();
    expect(planDiffers(withFirst(approved, { before: "another" }), approved)).toBe(false);
  });

  test.each<Partial<Step>>([
    { id: "another" },
    { kind: "wait" },
    { who: "homeport" },
    { after: "another" },
  ])("is another with a step of %j", (changes) => {
    const approved = moving();
    expect(planDiffers(withFirst(approved, changes), approved)).toBe(true);
  });

  test("is another with one step more", () => {
    const approved = moving();
    expect(planDiffers(approved, { ...approved, steps: approved.steps.slice(1) })).toBe(true);
  });
});

describe("the text of a digest", () => {
  const text = (plan: Plan): string => canonicalPlan(plan);

  test("is the same while a cache lets the record that stands there grow older", () => {
    expect(text(moving({}, 899))).toBe(text(moving({}, 900)));
    expect(text(moving({ dns: "other" }, 899))).toBe(text(moving({ dns: "other" }, 900)));
  });

  test("is another where another record stands there", () => {
    const before = (plan: Plan): string => plan.steps[0]?.before ?? "";
    const changed = withFirst(moving(), { before: before(moving()).replace("80", "81") });
    expect(text(changed)).not.toBe(text(moving()));
  });

  test("keeps numbers in a file, which are no lives of records", () => {
    const file = (life: number) =>
      withFirst(moving(), { kind: "write-file", before: `a.example. ${life} IN A 192.0.2.1\n` });
    expect(text(file(60))).not.toBe(text(file(61)));
  });

  test("tells where peers are led, by which certificate, and that there is none", () => {
    const plan = moving();
    const { delegation, certificate } = plan;
    if (certificate === null) throw new Error("no certificate");
    expect(JSON.parse(text(plan))).toMatchObject({
      serverName: "example.com",
      hostKey: null,
      delegation,
      certificate: { names: ["example.com"], issuer: "acme" },
    });
    expect(JSON.parse(text(working()))).toMatchObject({ certificate: null, steps: [] });
    const own = { ...plan, certificate: { ...certificate, issuer: "own" as const } };
    expect(text(own)).not.toBe(text(plan));
  });
});
