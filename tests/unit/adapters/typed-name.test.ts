import { describe, expect, test } from "vitest";
import { readName } from "../../../electron/adapters/typed-name.ts";

function shown(text: string): readonly (string | null)[] {
  const read = readName(text);
  if (!read.ok) return ["refused", read.error.suggestion];
  return [read.value.name.text, ...read.value.warnings.map((each) => each.code)];
}

describe("a name that a person typed", () => {
  test.each([
    ["example.com", ["example.com"]],
    ["example.com:8448", ["example.com:8448"]],
    ["192.0.2.1", ["192.0.2.1"]],
    ["[::1]:8448", ["[::1]:8448"]],
    ["Example.COM", ["Example.COM", "name-upper-case"]],
    ["bücher.example", ["xn--bcher-kva.example", "name-idn"]],
    ["bücher.example:443", ["xn--bcher-kva.example:443", "name-idn"]],
    ["bu\u0308cher.example", ["xn--bcher-kva.example", "name-idn"]],
    ["", ["refused", null]],
    ["https://example.com", ["refused", "example.com"]],
    ["example.com/", ["refused", "example.com"]],
    ["@user:example.com", ["refused", "example.com"]],
    ["exa mple.com", ["refused", null]],
    ["underscore_.com", ["refused", null]],
    ["example.com:0", ["refused", null]],
    ["example.com:65536", ["refused", null]],
    ["::1", ["refused", "[::1]"]],
  ] as const)("%j is read as %j", (text, expected) => {
    expect(shown(text)).toEqual(expected);
  });

  test.each(["[1.2.3.4]", "１２７.0.0.1", "exam\u202eple.com", "a\u0000b.example", "☃.example"])(
    "%j never becomes an address or another name",
    (text) => {
      expect(shown(text)[0]).toBe("refused");
    },
  );
});
