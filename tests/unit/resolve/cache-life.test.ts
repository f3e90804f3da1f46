import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { cachePeriod, wellKnownLife } from "../../../shared/resolve/cache-life.ts";

const vectors = z.object({
  cases: z.array(
    z.object({
      headers: z.record(z.string(), z.string()),
      now: z.number().default(0),
      period: z.number().nullable(),
    }),
  ),
});

const { cases } = vectors.parse(
  JSON.parse(readFileSync(new URL("../../vectors/cache-headers.json", import.meta.url), "utf8")),
);

test.each(cases)("the headers $headers name the period $period", ({ headers, now, period }) => {
  expect(cachePeriod(headers, now * 1000)).toBe(period);
});

describe("the life of a well-known answer", () => {
  const life = (header: string) => wellKnownLife({ "cache-control": header }, 0);

  test("is a day without headers", () => {
    expect(wellKnownLife({}, 0)).toBe(86_400);
  });

  test("is never below five minutes nor above two days", () => {
    expect(["no-store", "max-age=0", "max-age=299", "max-age=300"].map(life)).toEqual([
      300, 300, 300, 300,
    ]);
    expect(["max-age=301", "max-age=172800", "max-age=172801"].map(life)).toEqual([
      301, 172_800, 172_800,
    ]);
  });

  test("is a day where max-age is no number", () => {
    expect(["max-age=600x", "max-age=x600", "max-age"].map(life)).toEqual([86_400, 86_400, 86_400]);
    expect(life("max-age=+600")).toBe(600);
  });

  test("a date that cannot be read names no time at all", () => {
    expect(cachePeriod({ expires: "soon" }, 5_000_000)).toBe(0);
  });

  test("a date in the past or that is none counts as expired", () => {
    expect(wellKnownLife({ expires: "Thu, 01 Jan 1970 00:00:00 GMT" }, 1_000_000)).toBe(300);
    expect(wellKnownLife({ expires: "soon" }, 0)).toBe(300);
  });
});
