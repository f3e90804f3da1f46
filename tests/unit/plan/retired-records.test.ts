import { expect, test } from "vitest";
import type { Answers } from "../../../shared/answers/answers.ts";
import { preparingSteps, retiringSteps } from "../../../shared/plan/announce-steps.ts";
import { decide } from "../../../shared/plan/decision.ts";
import { retiredReason } from "../../../shared/plan/retired-records.ts";
import type { RecordChange } from "../../../shared/plan/plan.ts";
import { fileTo, OWN, situationFor, wayTo, WEB } from "./situation-for.ts";

const NAME = "matrix.example.com";
const dns = { "example.com": { A: [WEB] }, [NAME]: { A: [OWN] } };
const set = (target: string, port = 8448) => ({
  SRV: [{ priority: 10, weight: 5, port, target }],
});
const gone = (service: string, value: string): RecordChange => ({
  name: `${service}.example.com`,
  type: "SRV",
  ttl: 3600,
  value,
  change: "remove",
});
const LEGACY = gone("_matrix._tcp", `10 5 8448 ${NAME}`);
const serves = (...names: readonly string[]) => ({ [`${OWN}:8448`]: { certificate: { names } } });

function why(world: object, records: readonly RecordChange[], answers: Answers = {}) {
  const { code, data } = retiredReason(
    situationFor({ dns, endpoints: serves(NAME), ...world }, answers),
    records,
  );
  return [code, data["eras"]];
}

const working = { dns: { ...dns, "_matrix._tcp.example.com": set(NAME) } };

test("a record that leads old servers here and is not wanted says whom it leads today", () => {
  const unwanted = { keepSrv: "no" } as const;
  expect(why(working, [LEGACY], unwanted)).toEqual(["record-retired-followed", "0.34, 0.99"]);
  expect(why(working, [LEGACY])).toEqual(["record-retired-replaced", "0.34, 0.99"]);
});

test("a record that others follow to nowhere says so, by each of its names", () => {
  const legacy = { dns: { ...dns, "_matrix._tcp.example.com": set("old.example.com") } };
  const old = "10 5 8448 old.example.com";
  const all = "0.34, 0.99, 1.0, 1.93";
  expect(why(legacy, [gone("_matrix._tcp", old)])).toEqual(["record-retired-astray", all]);
  const fed = { dns: { ...legacy.dns, "_matrix-fed._tcp.example.com": set("old.example.com") } };
  expect(why(fed, [gone("_matrix-fed._tcp", old)])).toEqual(["record-retired-astray", "1.93"]);
  expect(why(fed, [gone("_matrix._tcp", old)])).toEqual([
    "record-retired-astray",
    "0.34, 0.99, 1.0",
  ]);
});

test("a record that says that there is no server is believed by everybody who looks", () => {
  const none = { dns: { ...dns, "_matrix._tcp.example.com": set(".") } };
  expect(why(none, [gone("_matrix._tcp", "10 5 8448 .")])[0]).toBe("record-retired-astray");
});

test("a record that nobody goes by is told apart from one that is followed", () => {
  const beside = {
    dns: { ...dns, "_matrix-fed._tcp.example.com": set("old.example.com") },
    https: { "example.com": fileTo(`${NAME}:8448`) },
  };
  const records = [gone("_matrix-fed._tcp", "10 5 8448 old.example.com")];
  expect(why(beside, records)).toEqual(["record-retired", undefined]);
  expect(why(beside, records, { keepSrv: "no" })).toEqual(["record-retired-unwanted", undefined]);
});

test("a removal is done when the name servers no longer answer with the record", () => {
  const stale = { dns: { ...dns, "_matrix._tcp.example.com": set("old.example.com") } };
  for (const control of [{}, { dns: "other" }]) {
    const situation = situationFor({ ...stale, control });
    const decision = decide(situation, wayTo("well-known", NAME, 8448));
    const last = retiringSteps(situation, decision).at(-1);
    expect(last).toMatchObject({
      reason: { code: "record-retired-astray" },
      check: { code: "check-record-gone", data: { type: "SRV" } },
    });
  }
});

test("an address that goes says where it leads, and one that is added that it leads here", () => {
  const situation = situationFor({ dns: { "example.com": { A: [WEB] } } });
  const decision = decide(situation, wayTo("well-known", NAME, 8448));
  const records = ["remove", "add"].map((change, at) => ({
    name: NAME,
    type: "A" as const,
    ttl: 300,
    value: at === 0 ? WEB : OWN,
    change: change === "remove" ? ("remove" as const) : ("add" as const),
  }));
  const steps = preparingSteps(situation, { ...decision, place: { ...decision.place, records } });
  expect(steps.slice(0, 2).map((step) => [step.reason.code, step.check?.code])).toEqual([
    ["record-leads-elsewhere", "check-record-gone"],
    ["record-leads-here", "check-record"],
  ]);
});
