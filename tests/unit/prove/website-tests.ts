import { describe, expect, test } from "vitest";
import type { Refusal, Step } from "../../../shared/plan/plan.ts";
import { proveSubject } from "../../../shared/prove/prove-subject.ts";
import type { Subject } from "../../../shared/prove/subject.ts";
import {
  askStep,
  certificateStep,
  configStep,
  findingsOf,
  kindsOf,
  planOf,
  recordStep,
  restartStep,
  subjectWith,
} from "./hand-made.ts";

/** Its file leads to the good certificate of matrix.example.com, and only its own has run out. */
const expired = subjectWith({
  points: "elsewhere",
  certificateNames: "delegated",
  wellKnown: "expired-certificate",
});
const records = (["_matrix-fed._tcp", "_matrix._tcp"] as const).map((service) =>
  recordStep({
    type: "SRV",
    ttl: 3600,
    name: `${service}.example.com`,
    value: "10 5 8448 matrix.example.com",
    change: "add",
  }),
);
const moved = (names: string): readonly Step[] => [
  certificateStep(names),
  configStep(names, 8448),
  restartStep(8448),
  ...records,
];

/** Plans and refusals about the website's file and certificate; their findings count in checks.test.ts. */
export function websiteTests(): void {
  describe("check 2, a website that is renewed later,", () => {
    test("fails where the name is lost that its file leads to", () => {
      expect(findingsOf(expired, moved("example.com"))).toContain(
        "2 renewed website cuts off without consent",
      );
    });

    test("passes where the website is renewed and nothing else is done", () => {
      expect(findingsOf(expired, [askStep({ renews: "example.com" })])).toEqual([]);
    });

    test("finds a refusal wrong where the renewal alone is enough, or a file has only to go", () => {
      const { eras } = planOf(expired, []);
      const refusal: Refusal = { reasons: [], wouldHelp: [], alternatives: [], eras };
      const refused = (subject: Subject): readonly string[] =>
        kindsOf(proveSubject(subject, () => ({ ok: false, error: refusal })));
      const nobodyElse = { dns: "nobody", certificateFor: "none" } as const;
      const only = { points: "elsewhere", certificateNames: "delegated", ...nobodyElse } as const;
      expect(refused(subjectWith({ ...only, wellKnown: "expired-certificate" }))).toEqual([
        "5 refusal is wrong",
      ]);
      expect(refused(subjectWith({ ...nobodyElse, wellKnown: "wrong" }))).toEqual([
        "5 refusal is wrong",
      ]);
    });

    test("passes where a file that leads elsewhere is taken away, and not where the website is nobody's", () => {
      const url = "https://example.com/.well-known/matrix/server";
      const gone = askStep({ retires: [{ path: ".well-known/matrix/server", url }] });
      expect(findingsOf(subjectWith({ wellKnown: "wrong" }), [gone])).toEqual([]);
      expect(
        findingsOf(subjectWith({ points: "v6-elsewhere", wellKnown: "wrong", web: "nobody" }), [
          gone,
        ]),
      ).toContain("1 change not in our hands");
    });
  });
}
