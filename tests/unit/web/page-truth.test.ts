import { describe, expect, test } from "vitest";
import { promiseOf } from "../../../renderer/frame/promise.ts";
import { ownRun } from "../../../renderer/state/own-run.ts";
import { reduce, type Page } from "../../../renderer/state/wizard.ts";
import { missingLogin } from "../../../renderer/state/missing-login.ts";
import { openedAs } from "../../../renderer/stations/opened-as.ts";
import { receiptFile } from "../../../renderer/stations/receipt-file.ts";
import { EMPTY_DRAFT } from "../../../electron/engine/wizard-drafts.ts";
import { afterEnd, IDLE, storedState } from "../../../electron/engine/wizard-run-state.ts";
import type { RunView } from "../../../shared/run/journal.ts";
import { problem } from "../../../shared/problems/problem.ts";

const MACHINE = { target: "u@h:22", hostKey: "SHA256:x", user: "u", since: "", kept: false };

/** A page on which nothing has happened; only what these tests look at is there. */
function pageWith(change: Partial<Page> = {}): Page {
  const page: Partial<Page> = {
    wizard: {
      draft: { ...EMPTY_DRAFT, station: "name" },
      practice: false,
      practiceOnly: false,
      connected: { host: null, web: null },
      prompt: null,
    },
    apply: IDLE,
    observed: [],
    looked: null,
    hasAsked: false,
    plan: null,
    opened: null,
    preflight: [],
    ...change,
  };
  return page as Page;
}

describe("the promise that nothing has left this computer", () => {
  test("is given before the first look", () => {
    expect(promiseOf(pageWith()).title).toBe("nothing-sent");
  });

  test("is given no more once something was asked, also when the next name is refused", () => {
    const asked = reduce(pageWith(), { event: "observed", name: "a", asked: "dns", count: 1 });
    const refused = reduce(asked, { event: "look-begins" });
    expect(refused.observed).toEqual([]);
    expect(promiseOf(refused).title).toBe("untouched");
    const other = { ...refused.wizard, practice: true };
    expect(promiseOf(reduce(refused, { event: "state", state: other })).title).toBe("untouched");
  });
});

test("what an older look at another name asks is not drawn into the present one's line", () => {
  const page = pageWith();
  const draft = { ...page.wizard.draft, name: "two.example" };
  const chosen = reduce(page, { event: "state", state: { ...page.wizard, draft } });
  const ask = { event: "observed", count: 1 } as const;
  const late = reduce(chosen, { ...ask, name: "one.example", asked: "endpoint" });
  expect(late.observed).toEqual([]);
  expect(reduce(late, { ...ask, name: "two.example", asked: "srv" }).observed).toEqual(["srv"]);
});

describe("a plan that was opened from a file", () => {
  const { wizard } = pageWith();
  const opened = { file: "one.plan.json", digest: "d", withHost: true };
  const plan = { digest: "d" } as Page["plan"];
  const signedIn = { ...wizard, connected: { host: MACHINE, web: null } };

  test("says that it is another one while nobody is signed in, and the same where it is", () => {
    expect(openedAs({ opened, plan, wizard })).toBe("signed-out");
    expect(openedAs({ opened, plan, wizard: signedIn })).toBe("same");
    expect(openedAs({ opened: { ...opened, withHost: false }, plan, wizard })).toBe("same");
    expect(openedAs({ opened: { ...opened, digest: null }, plan, wizard: signedIn })).toBe(
      "differs",
    );
    expect(openedAs({ opened: null, plan, wizard })).toBeNull();
  });

  test("is forgotten with another name", () => {
    const page = reduce(pageWith(), { event: "plan-opened", opened });
    expect(page.opened).toEqual(opened);
    const draft = { ...wizard.draft, name: "two.example" };
    expect(reduce(page, { event: "state", state: { ...wizard, draft } }).opened).toBeNull();
  });
});

test("the login that a run lacks is one that it needs", () => {
  const { wizard } = pageWith();
  const draft = { ...wizard.draft, name: "two.example" };
  const connected = { host: MACHINE, web: null };
  const of = (needs: typeof IDLE.needs) =>
    missingLogin({
      apply: { ...IDLE, name: "two.example", needs },
      wizard: { ...wizard, draft, connected },
    });
  expect([of(["host"]), of(["host", "web"])]).toEqual([null, "web"]);
});

test("a receipt of the practice world says so before anything else", () => {
  const receipt = { run: "1", name: "one.example", outcome: "kept" as const, steps: [] };
  const marked = receiptFile("one.example", receipt, "PRACTICE.");
  expect(marked.fileName).toBe("practice-one.example-receipt.json");
  expect(marked.text.split("\n")[1]).toContain("PRACTICE.");
  const real = receiptFile("one.example", receipt, null);
  expect([real.fileName, JSON.parse(real.text)]).toEqual(["one.example-receipt.json", receipt]);
});

describe("a run that undid itself", () => {
  test("says after a restart what stays for good: a certificate on public lists", () => {
    const view: Partial<RunView> = { kind: "apply", name: "a", state: "undone", steps: {} };
    const stays = {
      step: "certificate",
      code: "irreversible-certificate",
      data: { names: "one.example" },
    };
    const receipt = { certificate: null, irreversible: [stays] };
    expect(storedState("1", view as RunView, null, receipt).irreversible).toEqual([stays]);
    expect(storedState("1", view as RunView, null, null).irreversible).toEqual([]);
  });

  test("has a certificate that stays issued, and a proof that is as it was", () => {
    const row = { who: "homeport", phase: 1, seconds: 0, since: null, evidence: null } as const;
    const steps = [
      { ...row, id: "file", kind: "write-file", state: "done" },
      { ...row, id: "certificate", kind: "obtain-certificate", state: "done" },
      { ...row, id: "prove-1", kind: "prove", state: "done" },
      { ...row, id: "prove-2", kind: "prove", state: "failed" },
      { ...row, id: "restart", kind: "control-service", state: "pending" },
    ] as const;
    const irreversible = [{ step: "certificate", code: "irreversible-certificate", data: {} }];
    const document = { outcome: "undone", irreversible };
    const result = { exit: 3, name: "a", problems: [], document };
    const ended = afterEnd({ ...IDLE, steps: [...steps] }, result);
    expect(ended.steps.map(({ id, state }) => [id, state])).toEqual([
      ["file", "undone"],
      ["certificate", "stays"],
      ["prove-1", "done"],
      ["prove-2", "failed"],
      ["restart", "pending"],
    ]);
    expect(ended.changes).toBe(0);
  });
});

describe("states that overtake each other", () => {
  test("the newer one stays, by event or by reply", () => {
    const ended = { ...IDLE, seq: 4, stage: "ended" as const, name: "one.example" };
    const stopping = { ...ended, seq: 3, stage: "stopping" as const };
    const page = reduce(pageWith(), { event: "apply", state: ended });
    expect(reduce(page, { event: "run", state: stopping }).apply).toEqual(ended);
    const late = { event: "caught-up" as const, wizard: page.wizard, apply: stopping };
    expect(reduce(page, late).apply).toEqual(ended);
    const next = { ...stopping, seq: 5 };
    expect(reduce(page, { event: "run", state: next }).apply).toEqual(next);
  });

  test("a stop before anything was changed takes nothing back", () => {
    const page = pageWith({ hasAsked: true });
    const stopping = { ...IDLE, seq: 1, stage: "stopping" as const, name: null };
    const promised = promiseOf(reduce(page, { event: "run", state: stopping }));
    expect([promised.kind, promised.title]).toEqual(["untouched", "stopping"]);
    const begun = promiseOf(reduce(page, { event: "run", state: { ...stopping, changes: 1 } }));
    expect([begun.kind, begun.title]).toEqual(["changing", "undoing"]);
  });
});

test("what was refused is said on its screen and not on the next one", () => {
  const busy = problem("run-busy", { name: "one.example" });
  const page = reduce(pageWith(), { event: "refused", problem: busy });
  expect(reduce(page, { event: "state", state: page.wizard }).refused).toEqual(busy);
  const plan = { ...page.wizard, draft: { ...page.wizard.draft, station: "plan" as const } };
  expect(reduce(page, { event: "state", state: plan }).refused).toBe(null);
});

test("what a run found is told of its own server alone", () => {
  const page = pageWith({ apply: { ...IDLE, seq: 1, stage: "ended", name: "two.example" } });
  const at = (name: string) => ({
    ...page,
    wizard: { ...page.wizard, draft: { ...page.wizard.draft, name } },
  });
  expect(ownRun(at("one.example"))).toBe(null);
  expect(ownRun(at("two.example"))?.name).toBe("two.example");
});
