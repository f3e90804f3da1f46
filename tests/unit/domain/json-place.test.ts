import { assert, constantFrom, json as anyJson, nat, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonFaultAt, jsonPlaceOf } from "../../../shared/domain/json-place.ts";

describe("where a text stops being JSON", () => {
  test.each([
    ["", 1, 1],
    ["{", 1, 2],
    ['{"a": 1,}', 1, 9],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['{\n  "a": tru\n}', 2, 8],
    ["[1, 2\n", 2, 1],
    ["[1] 2", 1, 5],
    ['{"a": "half', 1, 7],
    ['{"a": "\\x"}', 1, 8],
    ['{"a" 1}', 1, 6],
    ["[01]", 1, 2],
    ["]", 1, 1],
    ["{]", 1, 2],
  ])("%j: line %i, column %i", (text, line, column) => {
    expect(jsonFaultAt(text)).toEqual({ line, column });
  });

  test("is nowhere exactly where it is JSON", () => {
    assert(
      property(anyJson(), nat(), constantFrom("", ",", '"', "}", "1", "\\"), (json, at, mark) => {
        const place = at % (json.length + 1);
        const text = json.slice(0, place) + mark + json.slice(place + 1);
        expect(jsonFaultAt(text) === null).toBe(isJson(text));
      }),
    );
  });
});

describe("where a value of a JSON text stands", () => {
  const text = '{\n  "a": [1,\n    {"b": "x"}],\n  "c": {}\n}';

  test.each([
    [["a"], 2, 8],
    [["a", 1, "b"], 3, 11],
    [["c"], 4, 8],
    [["c", "missing"], 4, 8],
    [[], 1, 1],
  ])("%j: line %i, column %i", (path, line, column) => {
    expect(jsonPlaceOf(text, path)).toEqual({ line, column });
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
