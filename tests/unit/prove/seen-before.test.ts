import { expect, test } from "vitest";
import type { Choice } from "../../../shared/prove/dimensions.ts";
import { provePlan, proveSubject } from "../../../shared/prove/prove-subject.ts";
import { caseMaker } from "../../../shared/prove/world-of-choice.ts";
import {
  certificateStep,
  choiceWith,
  configStep,
  kindsOf,
  planOf,
  publishStep,
  recordStep,
  restartStep,
  waitStep,
} from "./hand-made.ts";

// Cases of one network share what was worked out; nothing that only one of them allows may leak.
const subjects = (...changed: readonly Partial<Choice>[]) => {
  const caseOf = caseMaker();
  return changed.map((each) => caseOf(choiceWith(each)).subject);
};
const refuse = (): never => ({ ok: false, error: {} }) as never;
const steps = [certificateStep("example.com"), configStep("example.com", 8448), restartStep(8448)];

test.each([["auto", "none"] as const, ["none", "auto"] as const])(
  "the same steps are judged by each case's own certificates: %s, then %s",
  (first, second) => {
    const cases = subjects(
      { service: "nothing", certificateFor: first },
      { service: "nothing", certificateFor: second },
    );
    const found = cases.map((subject) => kindsOf(provePlan(subject, planOf(subject, steps))));
    const barred = ["1 certificate not to be had"];
    expect(found).toEqual(first === "none" ? [barred, []] : [[], barred]);
  },
);

test.each([["auto", "none"] as const, ["none", "auto"] as const])(
  "a refusal is judged by each case's own certificates: %s, then %s",
  (first, second) => {
    const cases = subjects(
      { service: "nothing", certificateFor: first },
      { service: "nothing", certificateFor: second },
    );
    const found = cases.map((subject) => kindsOf(proveSubject(subject, refuse)));
    const wrong = ["5 refusal is wrong"];
    expect(found).toEqual(first === "none" ? [[], wrong] : [wrong, []]);
  },
);

test("consent asked for in one case counts in no other", () => {
  const world = { points: "elsewhere", srv: "legacy", certificateNames: "both" } as const;
  const [asked, silent] = subjects(world, { ...world, web: "other" });
  if (asked === undefined || silent === undefined) throw new Error("two cases were made");
  const record = {
    name: "_matrix._tcp.example.com",
    type: "SRV",
    ttl: 3600,
    value: "10 5 8448 matrix.example.com",
    change: "remove",
  } as const;
  const cut = [
    publishStep('{"m.server":"matrix.example.com:8448"}'),
    waitStep(172_800),
    recordStep(record),
  ];
  const consents = [{ code: "consent", data: { era: "0.34" } }];
  const kind = "2 era made worse without consent";
  expect(kindsOf(provePlan(asked, planOf(asked, cut, consents)))).not.toContain(kind);
  expect(kindsOf(provePlan(silent, planOf(silent, cut)))).toContain(kind);
});

test("two audiences of one network are told apart when a refusal is judged", () => {
  const world = { service: "nothing", dns: "nobody", certificateFor: "none" } as const;
  const [legacy, today] = subjects(
    { ...world, service: "8448", certificateFault: "self-signed", audience: "0.34-alone" },
    { ...world, service: "8448", certificateFault: "self-signed", audience: "today" },
  );
  if (legacy === undefined || today === undefined) throw new Error("two cases were made");
  expect(kindsOf(proveSubject(legacy, refuse))).toEqual(["5 refusal is wrong"]);
  expect(kindsOf(proveSubject(today, refuse))).toEqual([]);
});

test.each([["all", "today"] as const, ["today", "all"] as const])(
  "a candidate that leads one audience nowhere is still tried for another: %s, then %s",
  (first, second) => {
    const old = { dns: "nobody", certificateFor: "none", tls: "1.3-only" } as const;
    const cases = subjects({ ...old, audience: first }, { ...old, audience: second });
    const found = cases.map((subject) => kindsOf(proveSubject(subject, refuse)));
    const wrong = ["5 refusal is wrong"];
    expect(found).toEqual(first === "all" ? [[], wrong] : [wrong, []]);
  },
);

test("what one case does to a network is not seen in another case of it", () => {
  const [done, left] = subjects({ service: "nothing" }, { service: "nothing", dns: "other" });
  if (done === undefined || left === undefined) throw new Error("two cases were made");
  const missed = "1 promised era not reached";
  expect(kindsOf(provePlan(done, planOf(done, steps)))).not.toContain(missed);
  expect(kindsOf(provePlan(left, planOf(left, [])))).toContain(missed);
  expect(kindsOf(provePlan(done, planOf(done, steps.slice(0, 2))))).toContain(missed);
});
