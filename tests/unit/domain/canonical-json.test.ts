import { expect, test } from "vitest";
import { canonicalJson } from "../../../shared/domain/canonical-json.ts";

// The examples of the specification (appendices, "Canonical JSON").
test.each([
  [{}, "{}"],
  [{ one: 1, two: "Two" }, '{"one":1,"two":"Two"}'],
  [{ b: "2", a: "1" }, '{"a":"1","b":"2"}'],
  [{ a: "日本語" }, '{"a":"日本語"}'],
  [{ 本: 2, 日: 1 }, '{"日":1,"本":2}'],
  [{ a: "\u65E5" }, '{"a":"日"}'],
  [{ a: null }, '{"a":null}'],
  [
    {
      auth: { success: true, mxid: "@john.doe:example.com", profile: { three_pids: [{ x: [] }] } },
    },
    '{"auth":{"mxid":"@john.doe:example.com","profile":{"three_pids":[{"x":[]}]},"success":true}}',
  ],
  [
    { a: 'quote " back \\ tab \t unit \u001f slash /' },
    '{"a":"quote \\" back \\\\ tab \\t unit \\u001f slash /"}',
  ],
])("prints %j", (value, text) => {
  expect(canonicalJson(value)).toEqual({ ok: true, value: text });
});

test("orders keys by code points, not by UTF-16 units", () => {
  expect(canonicalJson({ "\u{1F600}": 1, "\uFF5E": 2 })).toEqual({
    ok: true,
    value: '{"\uFF5E":2,"\u{1F600}":1}',
  });
});

test.each([1.5, 2 ** 53, -(2 ** 53), -0, Number.NaN, Number.POSITIVE_INFINITY])(
  "refuses the number %d",
  (value) => {
    expect(canonicalJson({ value })).toEqual({ ok: false, error: "number" });
  },
);

test("refuses what is no JSON, and nesting without end", () => {
  const deep = JSON.parse(`${"[".repeat(200)}${"]".repeat(200)}`) as unknown;
  expect([canonicalJson({ a: undefined }), canonicalJson(deep)]).toEqual([
    { ok: false, error: "not-json" },
    { ok: false, error: "too-deep" },
  ]);
});
