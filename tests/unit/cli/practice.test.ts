import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DOCUMENTS } from "../../../shared/api/documents.ts";
import { documentOf, emptyFolder, homeport } from "./start.ts";

const MINUTE = 60_000;

describe("homeport practice", () => {
  test(
    "plays both journeys to a green report and takes them back",
    { timeout: MINUTE },
    async () => {
      const state = await emptyFolder();
      const ended = await homeport(["practice", "--undo", "--json", "--quiet", "--state", state]);
      const document = DOCUMENTS.practice.parse(documentOf(ended));
      const shown = document.journeys.map(({ journey, outcome, report, undone }) => [
        journey,
        outcome,
        report?.verdict,
        (undone as { readonly outcome: string }).outcome,
      ]);
      expect([ended.exit, ended.stderr, shown]).toEqual([
        0,
        "",
        [
          ["a", "kept", "good", "undone"],
          ["b", "kept", "good", "undone"],
        ],
      ]);
    },
  );

  test(
    "tells on its first line that it is practice, and how to take it back",
    { timeout: MINUTE },
    async () => {
      const state = join(await emptyFolder(), "a b");
      const { exit, stdout } = await homeport(["practice", "a", "--quiet", "--state", state]);
      expect([exit, stdout.split("\n")[0]]).toEqual([0, expect.stringContaining("PRACTICE")]);
      expect(stdout).toMatch(/nothing renews this certificate; it ends on \d{4}-\d{2}-\d{2}/);
      expect(stdout).toContain(`--practice --state '${state}'`);
    },
  );

  test("takes a step that fails back, and says so with 3", { timeout: MINUTE }, async () => {
    const ended = await homeport([
      "practice",
      "a",
      "--fault",
      "synapse-config:disk-full",
      "--json",
      "--quiet",
    ]);
    const document = DOCUMENTS.practice.parse(documentOf(ended));
    expect([ended.exit, document.journeys[0]?.outcome, document.problems[0]?.code]).toEqual([
      3,
      "undone",
      "disk-full",
    ]);
  });

  test("knows journeys a and b alone", async () => {
    const { exit } = await homeport(["practice", "z"]);
    expect(exit).toBe(64);
  });
});

describe("--practice", () => {
  test("keeps the world between commands of one state folder", { timeout: MINUTE }, async () => {
    const state = await emptyFolder();
    const options = ["--practice", "--quiet", "--json", "--state", state];
    const steps = [
      ["apply", "one.example", "--yes", ...options],
      ["check", "one.example", ...options],
      ["apply", "one.example", "--yes", ...options],
      ["undo", "one.example", "--yes", ...options],
      ["check", "one.example", ...options],
    ];
    const seen: unknown[] = [];
    for (const step of steps) {
      const ended = await homeport(step);
      const document = documentOf(ended);
      seen.push([ended.exit, document["outcome"] ?? document["verdict"], document["run"] === null]);
    }
    expect(seen).toEqual([
      [0, "kept", false],
      [0, "good", false],
      [0, "kept", true],
      [0, "undone", false],
      [1, "broken", false],
    ]);
  });

  test(
    "changes nothing without an approval, and names the digest that a dry run names too",
    { timeout: MINUTE },
    async () => {
      const state = await emptyFolder();
      const options = ["one.example", "--practice", "--quiet", "--json", "--state", state];
      const planned = documentOf(await homeport(["plan", ...options]));
      const tried = documentOf(await homeport(["apply", "--dry-run", ...options]));
      const refused = await homeport(["apply", ...options]);
      const wrong = await homeport(["apply", "--approve", "0".repeat(64), ...options]);
      const digests = [tried["digest"], documentOf(refused)["digest"], documentOf(wrong)["digest"]];
      expect(digests).toEqual([planned["digest"], planned["digest"], planned["digest"]]);
      expect([tried["exit"], tried["outcome"], refused.exit, wrong.exit]).toEqual([
        0,
        null,
        77,
        77,
      ]);
      const codes = [refused, wrong].map(
        (each) => DOCUMENTS.apply.parse(documentOf(each)).problems[0]?.code,
      );
      expect(codes).toEqual(["approval-missing", "approval-differs"]);
    },
  );

  test(
    "ends with 4 and a message to send where somebody else has to act",
    { timeout: MINUTE },
    async () => {
      const state = await emptyFolder();
      const set = ["--set", "web=other", "--set", "keepSrv=yes"];
      const ended = await homeport([
        "apply",
        "three.example",
        ...set,
        "--yes",
        "--practice",
        "--json",
        "--quiet",
        "--state",
        state,
      ]);
      const document = DOCUMENTS.apply.parse(documentOf(ended));
      expect([ended.exit, document.outcome, document.waiting?.who]).toEqual([
        4,
        "waiting",
        "other",
      ]);
      expect(document.waiting?.message).toMatch(/\{"m.server":"matrix.three.example:\d+"\}/);
      expect(document.waiting?.message).toContain(
        "https://three.example/.well-known/matrix/server",
      );
    },
  );
});
