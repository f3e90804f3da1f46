import type { z } from "zod";
import { jsonFaultAt, jsonPlaceOf, type JsonPath } from "../../shared/domain/json-place.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import type { ProblemData } from "../../shared/problems/problem.ts";

/** Kinds of values as a fault names them (`fileFaults` in the words). */
const KINDS: { readonly [expected: string]: string } = {
  number: "not-number",
  int: "not-number",
  string: "not-text",
  array: "not-list",
  object: "not-object",
  record: "not-object",
};

/** Reads a JSON text by a schema; a refusal says what is wrong first and in which line (`fileFaults` in the words). */
export function readByShape<T>(text: string, shape: z.ZodType<T>): Result<T, ProblemData> {
  const json = readJson(text);
  if (!json.ok) return json;
  const parsed = shape.safeParse(json.value);
  return parsed.success ? ok(parsed.data) : refuse(faultOf(parsed.error, json.value, text));
}

/** Reads a JSON text; a refusal tells line and column of the first fault. */
export function readJson(text: string): Result<unknown, ProblemData> {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    if (text.trim() === "") return refuse({ fault: "empty" });
    const place = jsonFaultAt(text);
    return refuse(place === null ? { fault: "JSON" } : { fault: "JSON-at", ...place });
  }
}

function faultOf(error: z.ZodError, value: unknown, text: string): ProblemData {
  const [issue] = error.issues;
  const path = (issue?.path ?? []).filter((part) => typeof part !== "symbol");
  const extra = issue?.code === "unrecognized_keys" ? (issue.keys[0] ?? null) : null;
  const way: JsonPath = extra === null ? path : [...path, extra];
  if (issue === undefined || way.length === 0) return { fault: "no-object" };
  const given = valueAt(value, way);
  if (way[0] === "format" && given !== undefined)
    return { fault: "other-version", given: JSON.stringify(given).slice(0, 40) };
  const where = way.join(".").slice(0, 100);
  const { line } = jsonPlaceOf(text, way);
  return { where, line, ...wrongWith(issue, given) };
}

/** What is wrong with the value. */
function wrongWith(issue: z.core.$ZodIssue, given: unknown): ProblemData {
  if (given === undefined) return { fault: "missing" };
  if (issue.code === "invalid_type") return { fault: KINDS[issue.expected] ?? "not-that" };
  if (issue.code === "invalid_value")
    return { fault: "not-choice", choices: issue.values.map(String).join(", ").slice(0, 200) };
  if (issue.code === "too_small" || issue.code === "too_big") return { fault: "not-range" };
  return { fault: issue.code === "unrecognized_keys" ? "not-known" : "not-that" };
}

function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>(
    (inside, key) =>
      typeof inside === "object" && inside !== null && Object.hasOwn(inside, key)
        ? Reflect.get(inside, key)
        : undefined,
    value,
  );
}
