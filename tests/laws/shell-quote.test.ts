import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readShellCommand, shellCommand, shellQuote } from "../../shared/render/shell-quote.ts";
import "../setup/seed.ts";

const words = fc.array(
  fc.string({ unit: "binary" }).map((text) => text.replaceAll("\0", "").toWellFormed()),
  { minLength: 1, maxLength: 20 },
);
const nasty = fc.array(
  fc.string({
    unit: fc.constantFrom("'", '"', "\\", "$", "`", "!", "\n", " ", "*", "~", "#", "a", "é", "-"),
  }),
  { minLength: 1, maxLength: 20 },
);

/** What a real shell hands to a program for a command line, word by word. */
function wordsSeenBy(shell: string, given: readonly string[]): readonly string[] {
  const program = 'for word do printf "%s\\0" "$word"; done';
  const command = shellCommand(["sh", "-c", program, "name", ...given]);
  const ran = spawnSync(shell, ["-c", command], { encoding: "utf8" });
  return ran.stdout.split("\0").slice(0, -1);
}

describe.skipIf(!existsSync("/bin/sh"))("a quoted command line", () => {
  test("gives a real sh exactly the words that went in", () => {
    fc.assert(
      fc.property(fc.oneof(words, nasty), (given) => {
        expect(wordsSeenBy("/bin/sh", given)).toEqual(given);
      }),
      { numRuns: 150 },
    );
  });
});

describe("a command line read back", () => {
  test("has the words it was made of", () => {
    fc.assert(
      fc.property(fc.oneof(words, nasty), (given) => {
        expect(readShellCommand(shellCommand(given))).toEqual(given);
      }),
    );
  });

  test.each(["a; b", "$(id)", "a  b", "'open", "", " a", "a ", '"a"', "a|b", "`id`", "a\nb"])(
    "is refused where shellCommand did not make it: %j",
    (command) => {
      expect(readShellCommand(command)).toBeNull();
    },
  );
});

test("a NUL is refused, since no argument can hold one", () => {
  expect(() => shellQuote("a\0b")).toThrow("NUL");
});
