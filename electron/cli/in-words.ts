import type { Problem } from "../../shared/problems/problem.ts";
import type { Reason } from "../../shared/plan/plan.ts";
import type { Speak } from "./speak.ts";

/** Keys whose reasons scripts tell apart: they keep their code beside the text. */
const KEEP_CODE = new Set(["reasons", "wouldHelp", "blockedBy"]);

/**
 * Turns a command's document into words, as deep as it goes: every `Reason` becomes its sentence, or
 * `{code, text}` under `reasons`, `wouldHelp` and `blockedBy`
 * and where other keys stand beside it; every `Problem` gets its texts.
 */
export function inWords(
  document: { readonly [key: string]: unknown },
  speak: Speak,
): { [key: string]: unknown } {
  return Object.fromEntries(
    Object.entries(document).map(([key, value]) => [key, walk(value, key, speak)]),
  );
}

function walk(value: unknown, key: string, speak: Speak): unknown {
  if (Array.isArray(value)) return value.map((each) => walk(each, key, speak));
  if (typeof value !== "object" || value === null) return value;
  if (isProblem(value)) return speak.problem(value);
  if (isReason(value)) {
    const text = speak.reason(value);
    const { code, data: _data, ...rest } = value;
    const isAlone = Object.keys(rest).length === 0;
    return isAlone && !KEEP_CODE.has(key) ? text : { ...rest, code, text };
  }
  return Object.fromEntries(
    Object.entries(value).map(([each, inner]) => [each, walk(inner, each, speak)]),
  );
}

function isProblem(value: object): value is Problem {
  return (
    "code" in value &&
    "severity" in value &&
    "seenFrom" in value &&
    "evidence" in value &&
    "data" in value
  );
}

function isReason(value: object): value is Reason {
  return (
    "code" in value && typeof value.code === "string" && "data" in value && !("severity" in value)
  );
}
