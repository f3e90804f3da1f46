import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { worstFirst } from "../../../renderer/stations/worst-first.ts";
import { problem } from "../../../shared/problems/problem.ts";
import { open, value } from "./open-wizard.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "homeport-worst-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("what a look found", () => {
  test("begins with what ends the way of today's servers, whatever else was seen", async () => {
    const opened = await open(folder);
    const looked = await value(opened.client.call("name.look", { name: "Three.example" }));
    expect(looked.warnings.map(({ code }) => code)).toEqual(["name-upper-case"]);
    const { why } = looked.report.eras.inbound["1.93"];
    expect(why).not.toBeNull();
    const also = problem("clock-wrong", { seconds: 90 });
    const { problems } = looked.report;
    const report = { ...looked.report, problems: [also, ...problems] };
    const sorted = worstFirst({ ...looked, report });
    expect(sorted[0]).toMatchObject({ code: why, severity: "error" });
    expect(sorted.length).toBe(problems.length + 2);
    const rank = sorted.map(({ severity }) => ["error", "warning", "info"].indexOf(severity));
    expect(rank).toEqual(rank.toSorted((one, other) => one - other));
    await opened.wizard.close();
  }, 60_000);
});
