import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatIso, parseHttpDate, parseIso } from "../../../shared/domain/iso-time.ts";
import "../../setup/seed.ts";

const moments = fc.date({
  min: new Date("1900-01-01"),
  max: new Date("9999-12-31"),
  noInvalidDate: true,
});

describe("ISO 8601", () => {
  test("is printed and read as Node does", () => {
    fc.assert(
      fc.property(moments, (date) => {
        expect(parseIso(date.toISOString())).toBe(date.getTime());
        expect(formatIso(date.getTime())).toBe(`${date.toISOString().slice(0, 19)}Z`);
      }),
    );
  });

  test("may have an offset or be a bare day", () => {
    expect(parseIso("2026-11-23T01:30:00+01:30")).toBe(Date.parse("2026-11-23T00:00:00Z"));
    expect(parseIso("2026-11-22T22:30-0130")).toBe(Date.parse("2026-11-23T00:00:00Z"));
    expect(parseIso("2026-11-23")).toBe(Date.parse("2026-11-23T00:00:00Z"));
  });

  test.each(["", "now", "2026-13-01", "2026-02-29", "2026-11-23T25:00:00Z", "2026-11-23T00:00:00"])(
    "%j is no moment",
    (text) => {
      expect(parseIso(text)).toBeNull();
    },
  );
});

describe("HTTP dates", () => {
  test("are read as Node does", () => {
    fc.assert(
      fc.property(moments, (date) => {
        expect(parseHttpDate(date.toUTCString())).toBe(Math.floor(date.getTime() / 1000) * 1000);
      }),
    );
  });

  test.each(["0", "", "Wed, 31 Feb 2019 07:35:33 GMT", "Wed, 30 Foo 2019 07:35:33 GMT"])(
    "%j is none",
    (text) => {
      expect(parseHttpDate(text)).toBeNull();
    },
  );
});
