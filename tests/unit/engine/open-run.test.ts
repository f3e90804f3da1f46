import { describe, expect, test } from "vitest";
import { openRunWarnings } from "../../../electron/engine/open-runs.ts";
import { ending, filesOf, openBench, runOf } from "./bench.ts";
import { dieAt } from "./mortal.ts";

const OTHER = "0".repeat(64);

describe("--stop-after", () => {
  test("a step that the plan does not have is bad usage, and nothing is begun", async () => {
    const bench = await openBench();
    const start = filesOf(bench.world);
    const ended = await bench.apply({ stopAfter: "server-nam" });
    expect(ending(ended)).toEqual([64, undefined, "step-unknown"]);
    expect(await bench.ports().store.runs()).toEqual([]);
    expect(filesOf(bench.world)).toEqual(start);
  });

  test("apply goes on after it with the same run", async () => {
    const bench = await openBench();
    const stopped = await bench.apply({ stopAfter: "order-key" });
    const half = filesOf(bench.world);
    const mistyped = await bench.apply({ stopAfter: "order-kex" });
    expect([ending(stopped), ending(mistyped)]).toEqual([
      [4, "waiting"],
      [64, null, "step-unknown"],
    ]);
    expect(filesOf(bench.world)).toEqual(half);
    const ended = await bench.apply();
    expect(ending(ended)).toEqual([0, "kept"]);
    expect([runOf(ended), ended.document["digest"]]).toEqual([
      runOf(stopped),
      stopped.document["digest"],
    ]);
    expect(await bench.ports().store.runs()).toEqual([runOf(stopped)]);
  });
});

describe("a run that is open", () => {
  test("does not go on under another digest, other answers or another CA", async () => {
    const bench = await openBench();
    const stopped = await bench.apply({ stopAfter: "server-name" });
    const half = filesOf(bench.world);
    const acme = bench.world;
    const asked = [
      await bench.apply({ approveDigest: OTHER }),
      await bench.apply({ planDigest: OTHER }),
      await bench.apply({ answers: { clients: "no" } }),
      await bench.apply({
        acme: {
          directory: acme.acmeStaging,
          staging: null,
          profile: null,
          keyType: "ec256",
          email: null,
        },
      }),
      await bench.resume({ approveDigest: OTHER }),
    ];
    expect(asked.map(ending)).toEqual(asked.map(() => [77, null, "run-open"]));
    expect(filesOf(bench.world)).toEqual(half);
    const digest = String(stopped.document["digest"]);
    const ended = await bench.apply({ approveDigest: digest, planDigest: digest });
    expect(ending(ended)).toEqual([0, "kept"]);
  });

  test("is worked on by one process at a time", async () => {
    const bench = await openBench();
    const run = runOf(await bench.apply({ stopAfter: "server-name" }));
    const half = filesOf(bench.world);
    const claim = await bench.ports().store.claim(run);
    const second = [await bench.apply(), await bench.resume({ run }), await bench.undo()];
    expect(second.map(ending)).toEqual([
      [75, null, "run-claimed"],
      [75, null, "run-claimed"],
      [75, null, "run-claimed"],
    ]);
    expect(filesOf(bench.world)).toEqual(half);
    await claim?.release();
    expect(ending(await bench.undo())).toEqual([0, "undone"]);
  });

  test("keeps a renewal of its name waiting", async () => {
    const bench = await openBench();
    await bench.apply({ stopAfter: "server-name" });
    const renewed = await bench.renew();
    expect(ending(renewed)).toEqual([75, undefined, "run-open"]);
  });

  test("keeps an apply of its name waiting where it is a renewal", async () => {
    const bench = await openBench();
    await bench.apply();
    const first = filesOf(bench.world);
    const death = { at: "install-certificate", nth: 1, when: "after" } as const;
    await dieAt(bench, death, (changes) => bench.renew(changes));
    const half = filesOf(bench.world);
    expect(ending(await bench.apply())).toEqual([75, undefined, "run-open"]);
    expect(filesOf(bench.world)).toEqual(half);
    expect(ending(await bench.renew())).toEqual([0, "kept"]);
    expect(Object.keys(filesOf(bench.world))).toEqual(Object.keys(first));
    expect(filesOf(bench.world)).not.toEqual(first);
  });

  test("has the machine for itself: a run from another computer comes later", async () => {
    const bench = await openBench();
    const lock = await bench.ports().hosts.connect("host");
    if (!lock.ok) throw new Error(lock.error.code);
    const theirs = {
      run: "20260101-000000-aaaa",
      nonce: "their-process",
      computer: "annas-laptop",
    };
    await lock.value.run("lock", theirs);
    const start = filesOf(bench.world);
    const refused = await bench.apply();
    expect(ending(refused)).toEqual([75, null, "host-locked"]);
    const [locked] = refused.problems;
    expect(locked?.data).toEqual({
      holder: theirs.run,
      computer: theirs.computer,
      ageSeconds: expect.any(Number) as number,
      machine: "host",
    });
    expect(filesOf(bench.world)).toEqual(start);
    await lock.value.run("unlock", theirs);
    await lock.value.close();
    expect(ending(await bench.apply({ stopAfter: "server-name" }))).toEqual([4, "waiting"]);
  });
});

test("a run that waits is a warning for a plan of its name, and none for a check", async () => {
  const bench = await openBench();
  const stopped = await bench.apply({ stopAfter: "server-name" });
  const { store } = bench.ports();
  expect(await openRunWarnings({ store }, "one.example", "all")).toMatchObject([
    { code: "run-open", severity: "warning", data: { run: runOf(stopped) } },
  ]);
  expect(await openRunWarnings({ store }, "one.example", "cut-off")).toEqual([]);
  expect(await openRunWarnings({ store }, "two.example", "all")).toEqual([]);
});
