import { describe, expect, test } from "vitest";
import { createScreen, layOut, wrap } from "../../../electron/cli/screen.ts";

describe("a screen", () => {
  test("breaks lines between words and never inside one", () => {
    expect(wrap("one two three averyverylongword four", 9)).toEqual([
      "one two",
      "three",
      "averyverylongword",
      "four",
    ]);
  });

  test("lays rows out in columns, and wraps the last one under itself", () => {
    const rows = [
      ["a", "the first of them all"],
      ["long", "second"],
    ];
    expect(layOut(rows, 26)).toEqual(["a     the first of them", "      all", "long  second"]);
  });

  test("writes no colour where there is none", () => {
    const lines: string[] = [];
    const plain = createScreen((line) => lines.push(line), 80, false);
    plain.heading("title");
    createScreen((line) => lines.push(line), 80, true).heading("title");
    expect(lines).toEqual(["title", "\u001b[1mtitle\u001b[22m"]);
  });
});

test("a command that is too wide is joined as a shell joins lines, each option beside its value", () => {
  const lines: string[] = [];
  const screen = createScreen((line) => lines.push(line), 50, false);
  screen.command("homeport apply a.example --host root@vps --ca-file 'it'\\''s mine.pem' --yes", 2);
  expect(lines).toEqual([
    "  homeport apply a.example --host root@vps \\",
    "    --ca-file 'it'\\''s mine.pem' --yes",
  ]);
});
