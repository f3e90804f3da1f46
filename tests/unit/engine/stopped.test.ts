import { expect, test } from "vitest";
import type { EngineEvent } from "../../../electron/engine/ports.ts";
import { ending, filesOf, openBench, runOf } from "./bench.ts";

test.each(["order-key", "certificate", "restart-synapse"])(
  "a person who stops at %s gets everything back, and 130",
  async (last) => {
    const bench = await openBench();
    const start = filesOf(bench.world);
    let isStopping = false;
    const emit = ({ event, step }: EngineEvent): void => {
      isStopping ||= event === "started" && step === last;
    };
    const ended = await bench.apply({}, { emit, stopping: () => isStopping });
    expect(ending(ended)).toEqual([130, "undone", "interrupted"]);
    expect(filesOf(bench.world)).toEqual(start);
    const again = await bench.apply({ stopAfter: "server-name" });
    expect(ending(again)).toEqual([4, "waiting"]);
    expect(runOf(again)).not.toBe(runOf(ended));
  },
);

test("a person who stops before anything was changed gets 130, and there is nothing to take back", async () => {
  const bench = await openBench();
  const start = filesOf(bench.world);
  const ended = await bench.apply({}, { stopping: () => true });
  expect(ending(ended)).toEqual([130, null, "interrupted"]);
  expect(filesOf(bench.world)).toEqual(start);
  expect(ending(await bench.resume())).toEqual([64, null, "no-run-to-resume"]);
});
