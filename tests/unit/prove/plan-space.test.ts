import { describe, expect, test } from "vitest";
import type { Candidate } from "../../../shared/prove/candidate.ts";
import { candidatesOf } from "../../../shared/prove/plan-space.ts";
import { subjectWith } from "./hand-made.ts";

/** Candidates as texts, the factors in the order of issue 5. */
function textOf(candidate: Candidate): string {
  const { method, delegatedName, port, certificateNames, place } = candidate;
  return [method, delegatedName, port, certificateNames?.join("+") ?? "present", place].join(" | ");
}

describe("the space of plans that a refusal has to rule out", () => {
  test("is the whole product of method, name, port, certificate names and place", () => {
    const subject = subjectWith({ service: "443", srv: "wrong", proxy: "nginx" });
    const expected = new Set<string>();
    for (const certificate of ["present", "example.com"])
      expected.add(`none | example.com | 8448 | ${certificate} | as it is`);
    for (const method of ["well-known", "well-known and srv", "srv"]) {
      for (const name of ["elsewhere.example.org", "matrix.example.com", "example.com"]) {
        for (const port of [443, 8448, 8443]) {
          const needed = method === "srv" ? "example.com" : name;
          for (const certificate of new Set(["present", needed, `${needed}+example.com`])) {
            if (certificate === "example.com+example.com") continue;
            for (const place of ["as it is", "new records"]) {
              if (name === "example.com" && place === "new records") continue;
              expected.add([method, name, port, certificate, place].join(" | "));
            }
          }
        }
      }
    }
    const found = [...candidatesOf(subject)].map(textOf);
    expect(found.toSorted()).toEqual([...expected].toSorted());
    expect(new Set(found).size).toBe(found.length);
  });

  test("holds the website whose file is taken away, or whose certificate is renewed, where there is a file", () => {
    const websites = (wellKnown: "absent" | "stale"): ReadonlySet<string> =>
      new Set([...candidatesOf(subjectWith({ wellKnown }))].map((each) => each.website));
    expect(websites("absent")).toEqual(new Set(["as it is"]));
    expect(websites("stale")).toEqual(new Set(["as it is", "file removed", "renewed"]));
  });

  test("holds the ports in use and those of records", () => {
    const subject = subjectWith({ service: "8000", srv: "first-dead" });
    const ports = new Set([...candidatesOf(subject)].map((each) => each.port));
    expect([...ports].toSorted((one, other) => one - other)).toEqual([8000, 8443, 8448, 8999]);
  });

  test.each(["ipv4", "ipv6", "with-port"] as const)("is short for %s", (form) => {
    const subject = subjectWith({ form });
    const found = [...candidatesOf(subject)];
    expect(found.map((each) => [each.method, each.certificateNames?.length ?? 0])).toEqual([
      ["short", 0],
      ["short", 1],
    ]);
  });
});
