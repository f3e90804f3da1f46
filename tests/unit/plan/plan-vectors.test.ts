import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import type { Alternative, Plan } from "../../../shared/plan/plan.ts";
import { planned, type PlanVector } from "./plan-vectors.ts";
import { said, told, toldPlan } from "./told.ts";

const lines = z.array(z.string()).default([]);

const vectorFile = z.strictObject({
  source: z.string(),
  cases: z.array(
    z.strictObject({
      id: z.string(),
      world: z.object({}).loose(),
      answers: z.custom<PlanVector["answers"]>().optional(),
      host: z.custom<PlanVector["host"]>().optional(),
      webRoot: z.string().optional(),
      challenges: z.array(z.enum(["http-01", "dns-01"])).optional(),
      way: z.string().optional(),
      /** Every step with all that it says, or only the first line of each. */
      told: lines,
      steps: lines,
      records: lines,
      reasons: lines,
      consents: lines,
      alternatives: lines,
      refused: lines,
      help: lines,
    }),
  ),
});

type Vector = z.infer<typeof vectorFile>["cases"][number];

const FILE = new URL("../../vectors/plans.json", import.meta.url);
const { cases } = vectorFile.parse(JSON.parse(readFileSync(FILE, "utf8")));
const PLANS = cases.filter((each) => each.way !== undefined);
const REFUSALS = cases.filter((each) => each.way === undefined);

test.each(PLANS)("plan: $id", (vector) => {
  const plan = planOf(vector);
  const { method, delegatedName, port } = plan.delegation;
  expect(`${method} to ${delegatedName} port ${port}`).toBe(vector.way);
  const heads = plan.steps.map((step) => told(step)[0]);
  expect(vector.told.length > 0 ? toldPlan(plan) : heads).toEqual(
    vector.told.length > 0 ? vector.told : vector.steps,
  );
  expect(plan.publish.records.map(recorded)).toEqual(vector.records);
  expect(plan.reasons.map(said)).toEqual(vector.reasons);
  expect(plan.consents.map(said)).toEqual(vector.consents);
  expect(plan.alternatives.map(weighed)).toEqual(vector.alternatives);
});

test.each(REFUSALS)("$id", (vector) => {
  const made = planned(vector);
  if (made.ok) throw new Error(`planned: ${made.value.recommended}`);
  expect(made.error.reasons.map(said)).toEqual(vector.refused);
  expect(made.error.wouldHelp.map(said)).toEqual(vector.help);
  expect(made.error.alternatives.map(weighed)).toEqual(vector.alternatives);
  expect(made.error.eras.end).toEqual(made.error.eras.now);
  expect(made.error.eras.afterStep).toEqual({});
});

function planOf(vector: Vector): Plan {
  const made = planned(vector);
  if (!made.ok) throw new Error(made.error.reasons.map(said).join(", "));
  return made.value;
}

function recorded({ change, name, ttl, type, value }: Plan["publish"]["records"][number]): string {
  return `${change} ${name} ${ttl} ${type} ${value}`;
}

function weighed({ method, cost, blockedBy }: Alternative): string {
  const against = blockedBy.map((each) => `blocked by ${said(each)}`);
  return `${method}: ${[...cost.map(said), ...against].join("; ")}`;
}
