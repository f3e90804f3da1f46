import { describe, expect, test } from "vitest";
import { CONTRACT, type MethodName } from "../../../shared/api/contract.ts";
import { METHOD_NAMES, isMethodName } from "../../../shared/api/method-names.ts";
import { ok, refuse } from "../../../shared/domain/result.ts";
import { problem } from "../../../shared/problems/problem.ts";
import { createDispatch, type Handlers } from "../../../electron/engine/dispatch.ts";
import { createSecretRegistry } from "../../../electron/engine/redact.ts";
import { StateDamaged } from "../../../electron/engine/state-damaged.ts";

/** Handlers that throw, but for those that are given. */
function handlers(some: Partial<Handlers>): Handlers {
  const bad = () => Promise.reject(new Error("/root/of/somebody: not expected"));
  const all = Object.fromEntries(Object.keys(CONTRACT).map((name) => [name, bad]));
  const whole: unknown = { ...all, ...some };
  if (!isWhole(whole)) throw new Error("a handler is missing");
  return whole;
}

function isWhole(value: unknown): value is Handlers {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.keys(CONTRACT).every((name) => name in value)
  );
}

function door(some: Partial<Handlers>, bugs: unknown[] = []) {
  const secrets = createSecretRegistry(() => false);
  const dispatch = createDispatch({
    handlers: handlers(some),
    secrets,
    problemOf: async (thrown) => {
      if (thrown instanceof StateDamaged) return thrown.problem;
      bugs.push(thrown);
      return problem("bug");
    },
  });
  return { dispatch, secrets };
}

describe("the one door", () => {
  test("knows every method of the contract and no other", async () => {
    expect(Object.keys(METHOD_NAMES).toSorted()).toEqual(Object.keys(CONTRACT).toSorted());
    const { dispatch } = door({});
    for (const method of [
      "shell.run",
      "constructor",
      "__proto__",
      "",
      7,
      null,
      { name: "about.get" },
    ]) {
      expect(await dispatch(method, {})).toMatchObject({
        ok: false,
        problem: { code: "request-bad" },
      });
    }
  });

  test("reads what comes in before any handler runs", async () => {
    let ran = 0;
    const { dispatch } = door({
      "apply.start": async () => {
        ran += 1;
        return refuse(problem("run-busy"));
      },
    });
    const bad = [
      {},
      { digest: 7 },
      { digest: "a".repeat(65) },
      { digest: "a", more: true },
      "x",
      [],
    ];
    for (const input of bad) {
      expect(await dispatch("apply.start", input)).toMatchObject({
        ok: false,
        problem: { code: "request-bad", data: { method: "apply.start" } },
      });
    }
    expect(ran).toBe(0);
  });

  test("says where an input is bad and never what it was", async () => {
    const { dispatch } = door({});
    const reply = await dispatch("host.answerPrompt", { id: "1", answers: ["hunter2hunter2", 5] });
    expect(reply).toMatchObject({ problem: { data: { where: "answers.1" } } });
    expect(JSON.stringify(reply)).not.toContain("hunter2");
  });

  test("keeps what was thrown to itself", async () => {
    const bugs: unknown[] = [];
    const { dispatch } = door({}, bugs);
    const reply = await dispatch("history.list", { name: null });
    expect(reply).toMatchObject({ ok: false, problem: { code: "bug" } });
    expect(JSON.stringify(reply)).not.toContain("somebody");
    expect(bugs).toHaveLength(1);
  });

  test("tells what a store threw on purpose as what it is", async () => {
    const bugs: unknown[] = [];
    const thrown = new StateDamaged("1", "runs/1/journal.jsonl");
    const { dispatch } = door({ "history.list": () => Promise.reject(thrown) }, bugs);
    expect(await dispatch("history.list", { name: null })).toMatchObject({
      ok: false,
      problem: { code: "state-damaged", data: { run: "1" } },
    });
    expect(bugs).toEqual([]);
  });

  test("keeps a value that the contract does not describe to itself", async () => {
    const bugs: unknown[] = [];
    const { dispatch } = door(
      { "history.list": async () => ok({ runs: [{ run: 5 }] } as never) },
      bugs,
    );
    expect(await dispatch("history.list", { name: null })).toMatchObject({
      ok: false,
      problem: { code: "bug" },
    });
    expect(bugs).toHaveLength(1);
  });

  test("leaves keys that the contract does not name out", async () => {
    const { dispatch } = door({
      "link.open": async () => ok({ opened: true, path: "/root" } as { opened: boolean }),
    });
    expect(await dispatch("link.open", { link: "synapse-manual" })).toEqual({
      ok: true,
      value: { opened: true },
    });
  });

  test("lets no living secret out, in values and in problems alike", async () => {
    const { dispatch, secrets } = door({
      "plan.save": async () => ok({ fileName: "a", text: "before correct horse battery after" }),
      "run.undo": async () =>
        refuse(
          problem(
            "login-refused",
            { tried: "correct horse battery" },
            { evidence: "sent: correct horse battery" },
          ),
        ),
    });
    secrets.hold("correct horse battery");
    const replies = [await dispatch("plan.save", {}), await dispatch("run.undo", { run: "1" })];
    expect(JSON.stringify(replies)).not.toContain("correct horse");
    expect(replies[0]).toMatchObject({ value: { text: "before [secret] after" } });
  });
});

describe("the names of the contract", () => {
  test("are what the preload is given", () => {
    const names: readonly MethodName[] = Object.keys(CONTRACT).filter(isMethodName);
    expect(names.length).toBe(Object.keys(CONTRACT).length);
  });
});
