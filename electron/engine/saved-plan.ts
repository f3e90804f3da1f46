import { z } from "zod";
import { AnswersInput } from "../../shared/api/wizard-parts.ts";
import type { Answers } from "../../shared/answers/answers.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import type { Facts } from "../../shared/facts/facts.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { FactsShape, isFacts } from "./facts-shape.ts";
import { isoOf } from "./iso-time.ts";
import { readByShape } from "./shape-fault.ts";

/** A saved plan: answers and facts. Its digest only tells whether opening gives the same plan again. */
export interface SavedPlan {
  readonly name: string;
  readonly digest: string;
  readonly answers: Answers;
  readonly facts: Facts;
}

/** What a plan file begins with, whoever wrote it (`plan --out`, `plan --json`, the wizard). */
export const PlanHead = z.looseObject({
  format: z.literal(1),
  command: z.literal("plan"),
  name: z.string().max(300),
});

const FileShape = PlanHead.extend({
  digest: z.string().nullable(),
  answers: AnswersInput,
  facts: FactsShape,
});

/** The text of a plan file; `apply --plan` reads it too. */
export function writeSavedPlan(saved: SavedPlan, at: number, practice: boolean): string {
  const file = { format: 1, command: "plan", practice, at: isoOf(at), ...saved };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Reads a plan file that this wizard or `plan --out` wrote; `plan-file-bad` with its first fault where it is something else. */
export function readSavedPlan(text: string): Result<SavedPlan, Problem> {
  const read = readByShape(text, FileShape);
  if (!read.ok) return refuse(problem("plan-file-bad", { path: "", ...read.error }));
  const { name, digest, answers, facts } = read.value;
  return isFacts(facts)
    ? ok({ name, digest: digest ?? "", answers, facts })
    : refuse(problem("plan-file-bad", { path: "", where: "facts", fault: "not-that" }));
}
