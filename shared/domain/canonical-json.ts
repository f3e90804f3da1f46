import { ok, refuse, type Result } from "./result.ts";

/** Why a value has no canonical form: a number that is no safe integer, or something that is no JSON. */
export type CanonicalRefusal = "number" | "not-json" | "too-deep";

/** Nesting that no Matrix document reaches; guards the stack against hostile input. */
const MAX_DEPTH = 100;

/**
 * Prints a value as Matrix canonical JSON (spec appendices, "Canonical JSON"): no spaces, keys in the
 * order of their code points, integers only. JavaScript's own `sort()` orders by UTF-16 units, which
 * differs for characters outside the basic plane.
 */
export function canonicalJson(value: unknown): Result<string, CanonicalRefusal> {
  return print(value, 0);
}

const SURROGATES_ON = /[\ud800-\uffff]/;

function print(value: unknown, depth: number): Result<string, CanonicalRefusal> {
  if (depth > MAX_DEPTH) return refuse("too-deep");
  if (value === null || typeof value === "boolean" || typeof value === "string") {
    return ok(JSON.stringify(value));
  }
  if (typeof value === "number") return printNumber(value);
  if (Array.isArray(value))
    return wrap(
      "[",
      value.map((each) => print(each, depth + 1)),
      "]",
    );
  if (typeof value !== "object") return refuse("not-json");
  const entries = Object.entries<unknown>({ ...value });
  const sorted = entries.toSorted(([one], [other]) => compareCodePoints(one, other));
  const members = sorted.map(([key, member]) => {
    const printed = print(member, depth + 1);
    return printed.ok ? ok(`${JSON.stringify(key)}:${printed.value}`) : printed;
  });
  return wrap("{", members, "}");
}

function printNumber(value: number): Result<string, CanonicalRefusal> {
  const isPlain = Number.isSafeInteger(value) && !Object.is(value, -0);
  return isPlain ? ok(String(value)) : refuse("number");
}

function wrap(
  open: string,
  parts: readonly Result<string, CanonicalRefusal>[],
  close: string,
): Result<string, CanonicalRefusal> {
  const bad = parts.find((part) => !part.ok);
  if (bad !== undefined) return bad;
  return ok(open + parts.map((part) => (part.ok ? part.value : "")).join(",") + close);
}

/** Orders two texts by Unicode code points. */
export function compareCodePoints(one: string, other: string): number {
  // UTF-16 units and code points differ from the surrogates on only.
  if (!SURROGATES_ON.test(one) && !SURROGATES_ON.test(other))
    return one < other ? -1 : Number(one > other);
  const left = Array.from(one, (char) => char.codePointAt(0) ?? 0);
  const right = Array.from(other, (char) => char.codePointAt(0) ?? 0);
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
