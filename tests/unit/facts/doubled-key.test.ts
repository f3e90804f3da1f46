import { expect, test } from "vitest";
import { doubledKey } from "../../../shared/facts/doubled-key.ts";

test.each<[string, string, string | null]>([
  ["in the outermost object", '{"a": 1, "b": {}, "a": 2}', "a"],
  ["deep inside, with the way to it", '{"a": [0, {"b": 1}, {"c": 1, "c": 1}]}', "a.2.c"],
  ["though one is written with an escape", '{"ab": 1, "a\\u0062": 2}', "ab"],
])("finds a key that stands twice %s", (_, text, where) => {
  JSON.parse(text);
  expect(doubledKey(text)).toBe(where);
});

test.each([
  ["the same key in two objects", '[{"a": 1}, {"a": 1}, {"b": {"a": 1}}]'],
  ["a value that is spelled like a key", '{"a": "b", "b": "a", "c": ["a", "a"]}'],
  ["braces, colons and quotes within texts", '{"a": "{\\"a\\": 1, \\"a\\": }", "b": ":,"}'],
  ["no object at all", '"a"'],
])("takes no offence at %s", (_, text) => {
  JSON.parse(text);
  expect(doubledKey(text)).toBeNull();
});
