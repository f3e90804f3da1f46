import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readFactsFile, readJsonFile, readPlanDigest } from "../../../electron/cli/input-file.ts";
import { createSpeak } from "../../../electron/cli/speak.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { Problem } from "../../../shared/problems/problem.ts";

const speak = createSpeak("en");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "homeport-input-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(text: string): string {
  const path = join(folder, "f.json");
  writeFileSync(path, text);
  return path;
}

function said(read: Result<unknown, Problem>): string {
  return read.ok ? "read" : speak.problem(read.error).meaning.replace(folder, "");
}

const plan = '{\n  "format": 1, "command": "plan",\n  "name": "a.example",\n  "digest": "d"\n}';

describe("a file that was named on the command line", () => {
  test("gives the digest of a plan", async () => {
    expect(await readPlanDigest(fileOf(plan), "a.example")).toEqual({ ok: true, value: "d" });
  });

  test.each([
    [
      plan.replace('"d"', "7"),
      "/f.json is no plan that can be opened: line 4: digest is not a text.",
    ],
    [plan.replace('"d"\n', '"d"'), "read"],
    [
      plan.slice(0, -2),
      "/f.json is no plan that can be opened: it is no JSON from line 4, column 16 on.",
    ],
    [
      plan.replace("a.example", "b.example"),
      "/f.json is no plan that can be opened: it is about b.example.",
    ],
  ])("says what is wrong with a plan, and where (%#)", async (text, meaning) => {
    expect(said(await readPlanDigest(fileOf(text), "a.example"))).toBe(meaning);
  });

  test("says that there is none", async () => {
    expect(said(await readPlanDigest(join(folder, "no.json"), "a.example"))).toBe(
      "/no.json is no plan that can be opened: there is no such file.",
    );
  });

  test("says where facts and answers are broken", async () => {
    expect(said(await readFactsFile(fileOf('{"format": 1}')))).toBe(
      "/f.json is no file that `homeport look --out` wrote: line 1: serverName is missing.",
    );
    expect(said(await readJsonFile(fileOf('{\n  "port": 8448,\n}')))).toBe(
      "/f.json: it is no JSON from line 3, column 1 on.",
    );
  });
});
