import { describe, expect, test } from "vitest";
import { CODE_LIFE_MS, createCodes } from "../../../electron/web/codes.ts";

/** Codes over a clock that the test moves. */
function codesAt(start = 1_000_000) {
  const clock = { now: start };
  return { clock, codes: createCodes(() => clock.now) };
}

describe("a code of an opened address", () => {
  test("is exchanged for a token that is known from then on", () => {
    const { codes } = codesAt();
    const token = codes.exchange(codes.issue());
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(codes.knows(token ?? "")).toBe(true);
  });

  test("works once, and the second try ends what the first began", () => {
    const { codes } = codesAt();
    const code = codes.issue();
    const token = codes.exchange(code);
    expect(codes.exchange(code)).toBeNull();
    expect(codes.knows(token ?? "")).toBe(false);
  });

  test("works for 60 seconds and not longer", () => {
    const { clock, codes } = codesAt();
    const [early, late] = [codes.issue(), codes.issue()];
    clock.now += CODE_LIFE_MS;
    expect(codes.exchange(early)).not.toBeNull();
    clock.now += 1;
    expect(codes.exchange(late)).toBeNull();
    expect(CODE_LIFE_MS).toBe(60_000);
  });

  test("cannot be guessed: two differ, and others are not known", () => {
    const { codes } = codesAt();
    expect(codes.issue()).not.toBe(codes.issue());
    expect(codes.exchange("")).toBeNull();
    expect(codes.exchange("a".repeat(43))).toBeNull();
    expect(codes.knows("a".repeat(43))).toBe(false);
  });

  test("of another window leaves the first one's token alone", () => {
    const { codes } = codesAt();
    const first = codes.exchange(codes.issue());
    const second = codes.exchange(codes.issue());
    expect([first, second].map((token) => codes.knows(token ?? ""))).toEqual([true, true]);
  });
});
