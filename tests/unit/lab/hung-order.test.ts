import { describe, expect, test } from "vitest";
import type { Ran } from "../../lab/homeport.ts";
import { pastHungOrder } from "../../lab/faults/hung-order.ts";

type Answer = NonNullable<Ran["answer"]>;

function ended(outcome: string, ...codes: readonly string[]): Pick<Ran, "answer"> {
  const problems = codes.map((code) => ({ code, severity: "error", title: "", next: "" }));
  const answer: Answer = { exit: 3, outcome, problems };
  return { answer };
}

async function runsOf(...endings: readonly Pick<Ran, "answer">[]): Promise<readonly unknown[]> {
  let runs = 0;
  const last = await pastHungOrder(() => {
    const now = endings[runs];
    runs += 1;
    return Promise.resolve(now ?? { answer: null });
  });
  return [runs, last.answer?.outcome];
}

describe("a run in the lab", () => {
  test("is tried once more where the CA hung at its order and all was taken back", async () => {
    expect(await runsOf(ended("undone", "ca-unreachable"), ended("kept"))).toEqual([2, "kept"]);
  });

  test("is not tried a third time", async () => {
    const hung = ended("undone", "ca-unreachable");
    expect(await runsOf(hung, hung, ended("kept"))).toEqual([2, "undone"]);
  });

  test("that ended otherwise is not tried again", async () => {
    expect(await runsOf(ended("undone", "service-not-up"))).toEqual([1, "undone"]);
    expect(await runsOf(ended("unknown", "ca-unreachable"))).toEqual([1, "unknown"]);
    expect(await runsOf(ended("kept"))).toEqual([1, "kept"]);
  });
});
