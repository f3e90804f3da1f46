import { assert, jsonValue, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { harmless, harmlessAll, toJson } from "../../../electron/cli/harmless.ts";
import "../../setup/seed.ts";

const HARMFUL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

describe("text of strangers", () => {
  test("cannot repaint a terminal or turn its direction", () => {
    expect(harmless("a\u001b[2Jb\rc\u202ed")).toBe("a\\u{1b}[2Jb\\u{d}c\\u{202e}d");
  });

  test("keeps its line ends and letters", () => {
    expect(harmless("größe\r\nzwei\n")).toBe("größe\nzwei\n");
  });

  test("holds nothing harmful in whatever document it stands", () => {
    assert(
      property(jsonValue(), (value) => {
        expect(JSON.stringify(harmlessAll(value)).replaceAll(String.raw`\n`, "")).not.toMatch(
          HARMFUL,
        );
      }),
    );
  });

  test("stands in JSON on one line, and is read back as it was", () => {
    assert(
      property(jsonValue({ noUnicodeString: false }), (value) => {
        const text = toJson(value);
        expect(text).not.toMatch(HARMFUL);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
