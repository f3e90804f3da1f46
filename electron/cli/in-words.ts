import type { Problem } from "../../shared/problems/problem.ts";
import type { Reason } from "../../shared/plan/plan.ts";
import type { Speak } from "./speak.ts";

/** Keys whose reasons scripts tell apart: they keep their code beside the text. */
const KEEP_CODE = new Set(["reasons", "wouldHelp", "blockedBy", "seen"]);
/** Keys whose reasons keep also what was seen as values. */
const KEEP_DATA = new Set(["seen"]);

/**
 * Turns a command's document into words, as deep as it goes: every `Reason` becomes its sentence, or
 * `{code, text}`, for a plan's also `reference` (what it rests on), under `reasons`, `wouldHelp` and `blockedBy`,
 * with its data under `seen`, and where other keys stand beside it; every `Problem` gets its texts.
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
    const { code, data, ...rest } = value;
    const isAlone = Object.keys(rest).length === 0;
    if (isAlone && !KEEP_CODE.has(key)) return text;
    const values = KEEP_DATA.has(key) ? { data } : {};
    return {
      ...rest,
      code,
      text,
      ...values,
      ...referenceTo(KEEP_CODE.has(key) ? code : null, speak),
    };
  }
  return {
    ...referenceTo(restsOn(value), speak),
    ...Object.fromEntries(
      Object.entries(value).map(([each, inner]) => [each, walk(inner, each, speak)]),
    ),
  };
}

/** The code that tells what a step or another way rests on; null for whatever is neither. */
function restsOn(value: object): string | null {
  if ("kind" in value && "reason" in value && isCoded(value.reason)) return value.reason.code;
  const isWay = "method" in value && "blockedBy" in value && "cost" in value;
  return isWay ? `method-${String(value.method)}` : null;
}

function isCoded(value: unknown): value is Reason {
  return typeof value === "object" && value !== null && isReason(value);
}

function referenceTo(code: string | null, speak: Speak): { readonly reference?: string } {
  const reference = code === null ? null : speak.reference(code);
  return reference === null ? {} : { reference };
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
