import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { byNeed, needsSomething } from "../../../renderer/stations/server-order.ts";
import type { Output } from "../../../shared/api/contract.ts";
import { end, open, signIn, value, type Opened } from "./open-wizard.ts";

type Row = Output<"home.list">["servers"][number];

function row(name: string, state: Row["state"], lifeLeftShare: number | null = null): Row {
  const run = `20261126-000000000-${name}`;
  const at = "2026-11-26T00:00:00Z";
  return { name, run, state, kind: "apply", at, certificate: null, lifeLeftShare, host: null };
}

describe("the servers on the first page", () => {
  test("stand in the order of what they need, the worst first", () => {
    const rows = [
      row("kept-b", "kept", 0.9),
      row("kept-a", "kept", 0.9),
      row("undone", "undone"),
      row("waiting", "waiting"),
      row("superseded", "superseded"),
      row("ending", "kept", 0.2),
      row("ended", "kept", 0),
      row("undoing", "undoing"),
      row("open", "open"),
      row("unknown", "unknown"),
    ];
    const order = byNeed(rows);
    expect(order.map(({ name }) => name)).toEqual([
      "unknown",
      "open",
      "undoing",
      "superseded",
      "ended",
      "ending",
      "waiting",
      "undone",
      "kept-a",
      "kept-b",
    ]);
    expect(order.map(needsSomething).lastIndexOf(true)).toBe(7);
  });
});

describe("a server of which parts of an earlier plan stand", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "homeport-home-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function applied({ client }: Opened): Promise<void> {
    const { digest } = await value(client.call("plan.make", { fresh: true }));
    await value(client.call("apply.start", { digest }));
  }

  test("is shown so once the run that took its place is taken back, and leads to what stands", async () => {
    const opened = await open(folder);
    const { client } = opened;
    await value(client.call("practice.enter", { journey: "b" }));
    await signIn(opened, ["host"]);
    await value(client.call("wizard.answer", { answers: { web: "other" } }));
    await applied(opened);
    const first = await end(opened, 120_000);
    expect(first.outcome).toBe("waiting");
    await signIn(opened, ["web"]);
    await value(client.call("wizard.answer", { answers: { web: "me" } }));
    await applied(opened);
    const second = await end(opened, 120_000);
    expect(second.problems).toEqual([]);
    expect([second.outcome, second.earlier.run]).toEqual(["kept", first.run]);
    await value(client.call("run.undo", { run: second.run ?? "" }));
    expect((await end(opened, 120_000)).outcome).toBe("undone");
    const { servers } = await value(client.call("home.list", {}));
    expect(servers).toMatchObject([{ name: "two.example", run: first.run, state: "superseded" }]);
    // What stands is shown on its own page, and can be taken back from there.
    await value(client.call("wizard.answer", { station: "proof" }));
    const shown = await value(client.call("apply.state", {}));
    expect([shown.run, shown.kind]).toEqual([first.run, "apply"]);
    await value(client.call("run.undo", { run: first.run ?? "", all: true }));
    expect((await end(opened, 120_000)).outcome).toBe("undone");
    expect((await value(client.call("home.list", {}))).servers).toMatchObject([
      { state: "undone" },
    ]);
    expect(opened.bugs).toEqual([]);
    await opened.wizard.close();
  }, 300_000);
});
