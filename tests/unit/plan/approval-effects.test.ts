import { describe, expect, test } from "vitest";
import { noticesOf, noticesOfUndo, wayBackOf } from "../../../shared/plan/approval-effects.ts";
import { planStep } from "./plan-step.ts";

const control = (id: string, service: string, action: string) =>
  planStep({ id, kind: "control-service", service, action });

describe("what others notice of a plan", () => {
  test("is each service once, with the number of its restarts", () => {
    const steps = [
      control("reload-nginx", "nginx", "reload"),
      control("restart-1", "synapse", "restart"),
      control("restart-2", "synapse", "restart"),
    ];
    expect(noticesOf(steps)).toEqual([
      { code: "notice-reload", data: { service: "nginx" } },
      { code: "notice-restart", data: { service: "Synapse", count: 2 } },
    ]);
  });

  test("is a start where Synapse is not running yet", () => {
    expect(noticesOf([control("start", "synapse", "start")])).toEqual([
      { code: "notice-start", data: { service: "Synapse" } },
    ]);
  });

  test("is how long the old way is remembered, by the longest", () => {
    const steps = [
      planStep({ id: "a", kind: "publish-file", visibleAfterSeconds: 300 }),
      planStep({ id: "b", kind: "dns-record", visibleAfterSeconds: 3600 }),
    ];
    expect(noticesOf(steps)).toEqual([{ code: "notice-late", data: { seconds: 3600 } }]);
  });

  test("is nothing where no service is touched, and nobody remembers anything", () => {
    expect(noticesOf([planStep({ id: "key", kind: "order-key" })])).toEqual([
      { code: "notice-nothing", data: {} },
    ]);
  });

  test("of an undo is each service once", () => {
    const undo = [{ unit: "nginx.service" }, { unit: undefined }, { unit: "nginx.service" }];
    expect(noticesOfUndo(undo)).toEqual([
      { code: "notice-again", data: { service: "nginx.service" } },
    ]);
    expect(noticesOfUndo([{}])).toEqual([{ code: "notice-nothing", data: {} }]);
  });
});

describe("the way back of a plan", () => {
  const file = planStep({ id: "file", kind: "write-file" });

  test("is all where Homeport can undo each of its changes; proofs and waits are none", () => {
    const steps = [file, planStep({ id: "w", kind: "wait" }), planStep({ id: "p", kind: "prove" })];
    expect(wayBackOf(steps)).toEqual([{ code: "way-back-all", data: { count: 1 } }]);
  });

  test("is some where a certificate stays, and names what people do", () => {
    const steps = [
      file,
      planStep({ id: "certificate", kind: "obtain-certificate", undo: null }),
      planStep({ id: "ask", kind: "ask-person", who: "other", undo: null }),
    ];
    expect(wayBackOf(steps)).toEqual([
      { code: "way-back-some", data: { undoable: 1, count: 2 } },
      { code: "way-back-people", data: { count: 1 } },
    ]);
  });

  test("is none where everything is done by hand", () => {
    expect(wayBackOf([planStep({ id: "ask", kind: "ask-person", who: "you" })])).toEqual([
      { code: "way-back-none", data: {} },
      { code: "way-back-people", data: { count: 1 } },
    ]);
  });
});
