/**
 * Stands in for `vitest` while mutants are judged: `describe` and `test` collect, `expect` is
 * vitest's own. Only what the judging tests use is here; anything else fails at import.
 */
import { expect } from "vitest";

export { expect };

type Body = (...row: readonly unknown[]) => unknown;

/** One collected test; `run` throws or rejects when it fails. */
export interface CollectedTest {
  /** Unique: file, names of the surrounding suites, own name and number. */
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly run: () => unknown;
}

/** Every test collected so far, in the order of the files. */
export const collected: CollectedTest[] = [];

let file = "";
const suites: string[] = [];

/** Says which file the tests collected from now on stand in. */
export function collectFrom(path: string): void {
  file = path;
}

/** vitest's `test(name, body)` or `test(name, options, body)`, with `test.each(rows)`. */
export const test = Object.assign(add, {
  each: (rows: readonly unknown[]) => (name: string, body: Body) => {
    for (const row of rows) add(name, () => body(...spread(row)));
  },
});

export { test as it };

/** vitest's `describe(name, body)`, with `describe.each(rows)`. */
export const describe = Object.assign(enter, {
  each: (rows: readonly unknown[]) => (name: string, body: Body) => {
    for (const row of rows) enter(name, () => body(...spread(row)));
  },
});

function add(name: string, ...rest: readonly unknown[]): void {
  const body = rest.find((each): each is Body => typeof each === "function");
  if (body === undefined) throw new Error(`${name} has no body`);
  const full = [...suites, name].join(" > ");
  const id = `${file}#${full}#${collected.length}`;
  collected.push({ id, name: full, file, run: () => body() });
}

function enter(name: string, body: Body): void {
  suites.push(name);
  body();
  suites.pop();
}

function spread(row: unknown): readonly unknown[] {
  return Array.isArray(row) ? row : [row];
}
