import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { claimFile } from "../../../electron/adapters/state-claim.ts";
import { documentOf, emptyFolder, homeport } from "./start.ts";

const MINUTE = 60_000;

test(
  "of two changes at once in one practice world one is told to try later, and the other can be undone",
  { timeout: MINUTE },
  async () => {
    const state = await emptyFolder();
    const options = ["--practice", "--yes", "--json", "--quiet", "--state", state];
    const both = await Promise.all([
      homeport(["apply", "one.example", ...options]),
      homeport(["apply", "one.example", ...options]),
      homeport(["plan", "one.example", "--practice", "--quiet", "--state", state]),
    ]);
    expect(both[2].exit).toBe(0);
    const later = both.slice(0, 2).filter(({ exit }) => exit === 75);
    expect(both.slice(0, 2).map(({ exit }) => exit)).toContain(0);
    expect(later).toHaveLength(1);
    const told = later.map(documentOf)[0];
    expect(told).toMatchObject({ name: "one.example", problems: [{ code: "practice-claimed" }] });
    expect(Date.parse(String(told?.["retryAt"]))).toBeGreaterThan(Date.now());
    const undone = await homeport(["undo", "one.example", ...options]);
    expect([undone.exit, documentOf(undone)["outcome"]]).toEqual([0, "undone"]);
  },
);

test("a claim names its process from the first moment, so that of many at once one gets it", async () => {
  const path = join(await emptyFolder(), "claim");
  const claims = await Promise.all(Array.from({ length: 20 }, () => claimFile(path)));
  expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
});

test("of many that take over a dead process's claim one gets it", async () => {
  const path = join(await emptyFolder(), "claim");
  await writeFile(path, "999999999\n");
  const claims = await Promise.all(Array.from({ length: 20 }, () => claimFile(path)));
  expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
});
