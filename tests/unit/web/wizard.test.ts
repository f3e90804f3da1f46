import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { byCheck, end, open as openIn, play, signIn, value } from "./open-wizard.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "homeport-wizard-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (...rest: Parameters<typeof openIn> extends [string, ...infer Rest] ? Rest : never) =>
  openIn(folder, ...rest);

describe("the wizard in practice", () => {
  test.each(["a", "b"] as const)(
    "plays journey %s to its proof",
    async (journey) => {
      const opened = await open();
      const ended = await play(opened, journey);
      expect([ended.outcome, ended.problems]).toEqual(["kept", []]);
      expect(ended.steps.every(({ state }) => state === "done")).toBe(true);
      expect(ended.report?.verdict).toBe("good");
      const { servers } = await value(opened.client.call("home.list", {}));
      expect(servers).toMatchObject([{ name: ended.name, state: "kept", run: ended.run }]);
      expect(servers[0]?.lifeLeftShare).toBeGreaterThan(0.99);
      expect(opened.bugs).toEqual([]);
      await opened.wizard.close();
    },
    60_000,
  );

  test("goes on where it was after a restart, without any secret on disk", async () => {
    const first = await open();
    await value(first.client.call("practice.enter", { journey: "b" }));
    await signIn(first);
    await value(
      first.client.call("wizard.answer", { station: "questions", answers: { clients: "no" } }),
    );
    await first.wizard.close();
    const second = await open();
    expect(await value(second.client.call("wizard.state", {}))).toMatchObject({
      practice: true,
      draft: { station: "questions", name: "two.example", answers: { clients: "no" } },
      connected: { host: null, web: null },
    });
    const kept = readFileSync(join(folder, "wizard.json"), "utf8");
    expect(kept).not.toMatch(/PRIVATE KEY|passphrase|password/);
    const reply = await second.client.call("plan.make", {});
    expect(reply).toMatchObject({ ok: false, problem: { code: "login-needed" } });
    await second.wizard.close();
  }, 30_000);

  test("shows how a run ended to a window that was opened later", async () => {
    const first = await open();
    const ended = await play(first, "a");
    await first.wizard.close();
    const second = await open();
    const shown = await value(second.client.call("apply.state", {}));
    expect(shown).toMatchObject({ stage: "ended", run: ended.run, outcome: "kept" });
    expect(shown.steps.map(({ id }) => id)).toEqual(ended.steps.map(({ id }) => id));
    await second.wizard.close();
  }, 60_000);

  test("waits for another person, looks whether it is done, and waits on after a restart", async () => {
    const first = await open();
    await value(first.client.call("practice.enter", { journey: "b" }));
    await value(first.client.call("wizard.answer", { answers: { web: "other" } }));
    await signIn(first, ["host"]);
    const { digest } = await value(first.client.call("plan.make", {}));
    await value(first.client.call("apply.start", { digest }));
    const waiting = await end(first);
    expect(waiting).toMatchObject({ outcome: "waiting", waiting: { who: "other" } });
    expect(JSON.stringify(waiting.waiting)).toContain(
      "https://two.example/.well-known/matrix/server",
    );
    const watched = async () => (await value(first.client.call("apply.state", {}))).watched;
    await expect.poll(watched, { timeout: 5000 }).not.toEqual([]);
    expect((await watched()).some(({ there }) => !there)).toBe(true);
    await first.wizard.close();
    const second = await open();
    const shown = await value(second.client.call("apply.state", {}));
    expect(shown).toMatchObject({ stage: "ended", outcome: "waiting", run: waiting.run });
    expect(shown.waiting).toEqual(waiting.waiting);
    const watchedAgain = async () => (await value(second.client.call("apply.state", {}))).watched;
    await expect.poll(watchedAgain, { timeout: 5000 }).not.toEqual([]);
    await second.wizard.close();
  }, 60_000);

  test("takes a waiting run back, and waits on where that is not approved", async () => {
    let isApproved = true;
    const opened = await open(async () => isApproved);
    await value(opened.client.call("practice.enter", { journey: "b" }));
    await value(opened.client.call("wizard.answer", { answers: { web: "other" } }));
    await signIn(opened, ["host"]);
    const { digest } = await value(opened.client.call("plan.make", {}));
    await value(opened.client.call("apply.start", { digest }));
    const waiting = await end(opened);
    const run = waiting.run ?? "";
    isApproved = false;
    await value(opened.client.call("run.undo", { run }));
    const shown = () => value(opened.client.call("apply.state", {}));
    await expect.poll(shown, { timeout: 5000 }).toMatchObject({ outcome: "waiting", run });
    expect((await shown()).waiting).toEqual(waiting.waiting);
    isApproved = true;
    await value(opened.client.call("run.undo", { run }));
    expect(await end(opened)).toMatchObject({ kind: "undo", outcome: "undone", changes: 0 });
    await opened.wizard.close();
  }, 60_000);

  test("begins no other plan than the one that was seen", async () => {
    const opened = await open();
    await value(opened.client.call("practice.enter", { journey: "a" }));
    await signIn(opened);
    await value(opened.client.call("apply.start", { digest: "0".repeat(64) }));
    expect(await end(opened)).toMatchObject({ run: null, problems: [{ code: "plan-changed" }] });
    await opened.wizard.close();
  }, 30_000);

  test("takes a run back, and tells so", async () => {
    const opened = await open();
    const ended = await play(opened, "a");
    await value(opened.client.call("run.undo", { run: ended.run ?? "" }));
    const undone = await end(opened);
    expect([undone.kind, undone.outcome]).toEqual(["undo", "undone"]);
    expect(undone.restored.length).toBeGreaterThan(0);
    await opened.wizard.close();
  }, 60_000);

  test("tells each check of preflight as it comes", async () => {
    const opened = await open();
    await value(opened.client.call("practice.enter", { journey: "b" }));
    await signIn(opened);
    const { checks, mayBegin } = await value(opened.client.call("preflight.run", {}));
    expect(mayBegin).toBe(true);
    const told = opened.events.flatMap((each) => (each.event === "preflight" ? [each.row] : []));
    expect(told.toSorted(byCheck)).toEqual([...checks].toSorted(byCheck));
    const announced = opened.events.findLast((each) => each.event === "preflight-coming");
    expect(announced?.rows).toEqual(
      checks.map(({ check, subject, seenFrom }) => ({ check, subject, seenFrom })),
    );
    const order = opened.events.map(({ event }) => event);
    expect(order.indexOf("preflight-coming")).toBeLessThan(order.indexOf("preflight"));
    expect(new Set(checks.map(({ check }) => check))).toEqual(
      new Set([
        "disk",
        "clock",
        "package-lock",
        "config-test",
        "ports",
        "dns",
        "caa",
        "challenge-path",
        "ca",
        "staging",
      ]),
    );
    await opened.wizard.close();
  }, 30_000);

  test("opens a saved plan and makes it again", async () => {
    const opened = await open();
    await value(opened.client.call("practice.enter", { journey: "b" }));
    await signIn(opened);
    const made = await value(opened.client.call("plan.make", {}));
    const { text } = await value(opened.client.call("plan.save", {}));
    expect(text).not.toContain("PRIVATE KEY");
    await value(opened.client.call("wizard.reset", {}));
    const again = await value(opened.client.call("plan.open", { text }));
    expect([again.changed, again.view.digest]).toEqual([false, made.digest]);
    const bent = text.replace(/"two\.example"/, '"three.example"');
    for (const bad of ["", "{}", "[]", bent]) {
      expect(await opened.client.call("plan.open", { text: bad })).toMatchObject({
        ok: false,
        problem: { code: "plan-file-bad" },
      });
    }
    await opened.wizard.close();
  }, 30_000);

  test("opens an address by its id, and never one that the page names", async () => {
    const opened = await open();
    const { dispatch } = opened.wizard;
    for (const link of ["https://evil.example/", "javascript:alert(1)", "toString", "", null])
      expect(await dispatch("link.open", { link })).toMatchObject({
        ok: false,
        problem: { code: "request-bad" },
      });
    expect(opened.links).toEqual([]);
    expect(await dispatch("link.open", { link: "synapse-manual" })).toEqual({
      ok: true,
      value: { opened: true },
    });
    expect(opened.links).toEqual(["https://element-hq.github.io/synapse/latest/federate.html"]);
    expect(opened.bugs).toEqual([]);
    await opened.wizard.close();
  });

  test("plays the person who is waited for, and goes on by itself once it is done", async () => {
    const opened = await open();
    await value(opened.client.call("practice.enter", { journey: "b" }));
    await value(opened.client.call("wizard.answer", { answers: { web: "other" } }));
    await signIn(opened, ["host"]);
    const { digest } = await value(opened.client.call("plan.make", {}));
    await value(opened.client.call("apply.start", { digest }));
    expect(await end(opened)).toMatchObject({ outcome: "waiting" });
    const outcome = async () => (await value(opened.client.call("apply.state", {}))).outcome;
    await expect.poll(outcome, { timeout: 60_000, interval: 500 }).toBe("kept");
    await opened.wizard.close();
  }, 90_000);

  test("stays in practice where real machines may not be touched", async () => {
    const opened = await open();
    expect(await opened.client.call("practice.leave", {})).toMatchObject({
      ok: false,
      problem: { code: "practice-only" },
    });
    await opened.wizard.close();
  });

  test("keeps practice apart from the real world", async () => {
    const opened = await open(undefined, false);
    expect((await value(opened.client.call("wizard.state", {}))).practice).toBe(false);
    await value(opened.client.call("wizard.answer", { name: "Kestrel.example", station: "name" }));
    await value(opened.client.call("practice.enter", { journey: "a" }));
    await signIn(opened);
    const left = await value(opened.client.call("practice.leave", {}));
    expect(left).toMatchObject({
      practice: false,
      draft: { name: "Kestrel.example", station: "name" },
    });
    expect(readdirSync(folder).toSorted()).toEqual(["wizard-practice", "wizard.json"]);
    await opened.wizard.close();
  });

  test("says what is wrong with a name and what was probably meant", async () => {
    const opened = await open();
    expect(await opened.client.call("name.look", { name: "https://one.example/" })).toMatchObject({
      ok: false,
      problem: { code: "server-name-invalid", data: { fault: "url", suggestion: "one.example" } },
    });
    await opened.wizard.close();
  });

  test("keeps no name that cannot be read, and nothing else of that change", async () => {
    const opened = await open();
    await value(opened.client.call("wizard.answer", { name: "one.example", station: "name" }));
    const change = { name: "https://two.example/", station: "host" } as const;
    expect(await opened.client.call("wizard.answer", change)).toMatchObject({
      ok: false,
      problem: { code: "server-name-invalid", data: { suggestion: "two.example" } },
    });
    const { draft } = await value(opened.client.call("wizard.state", {}));
    expect(draft).toMatchObject({ name: "one.example", station: "name" });
    await opened.wizard.close();
  });
});
