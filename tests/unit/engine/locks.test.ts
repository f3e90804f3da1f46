import { describe, expect, test } from "vitest";
import { history } from "../../../electron/engine/commands/history.ts";
import type { HostConnection, OperationName } from "../../../electron/engine/host-operations.ts";
import type { Hosts } from "../../../electron/engine/ports.ts";
import { refuse } from "../../../shared/domain/result.ts";
import { problem } from "../../../shared/problems/problem.ts";
import { ending, filesOf, hurried, openBench, runOf, type Bench } from "./bench.ts";
import { dieAt, type Death } from "./mortal.ts";

const THEIRS = { run: "20260101-000000-aaaa", nonce: "their-process" };

/** Deaths around the end of a run, where the lock is given back and the outcome is written. */
const AT_THE_END: readonly Death[] = [
  { at: "unlock", nth: 1, when: "before" },
  { at: "unlock", nth: 1, when: "after" },
  { at: "journal outcome", nth: 1, when: "before" },
];
const OUTCOME_WRITTEN: Death = { at: "journal outcome", nth: 1, when: "after" };

describe("the machine's lock is free", () => {
  test.each(AT_THE_END)(
    "after the resume of a run that was killed $when its $at",
    async (death) => {
      const bench = await openBench();
      expect(await dieAt(bench, death, (changes) => bench.apply({}, changes))).toBe(true);
      expect(ending(await bench.resume())).toEqual([0, "kept"]);
      expect(lockOf(bench)).toBeNull();
    },
  );

  test("when the outcome of a kept run is written", async () => {
    const bench = await openBench();
    await dieAt(bench, OUTCOME_WRITTEN, (changes) => bench.apply({}, changes));
    expect([await stateOf(bench), lockOf(bench)]).toEqual(["kept", null]);
  });

  test("when the outcome of a waiting run is written", async () => {
    const bench = await openBench();
    const stopAfter = "server-name";
    await dieAt(bench, OUTCOME_WRITTEN, (changes) => bench.apply({ stopAfter }, changes));
    expect([await stateOf(bench), lockOf(bench)]).toEqual(["waiting", null]);
  });

  test("when the outcome of a run that was stopped is written", async () => {
    const bench = await openBench();
    let seen = 0;
    const stopping = () => (seen += 1) > 3;
    await dieAt(bench, OUTCOME_WRITTEN, (changes) => bench.apply({}, { ...changes, stopping }));
    expect([await stateOf(bench), lockOf(bench)]).toEqual(["undone", null]);
  });

  test("when the outcome of a run that was stopped before it changed anything is written", async () => {
    const bench = await openBench();
    const stopping = () => true;
    await dieAt(bench, OUTCOME_WRITTEN, (changes) => bench.apply({}, { ...changes, stopping }));
    expect([await stateOf(bench), lockOf(bench)]).toEqual(["undone", null]);
  });

  test("after the undo of a run that was killed before it changed anything", async () => {
    const bench = await openBench();
    const death: Death = { at: "lock", nth: 1, when: "after" };
    await dieAt(bench, death, (changes) => bench.apply({}, changes));
    expect(lockOf(bench)).not.toBeNull();
    expect(ending(await bench.undo())).toEqual([0, "undone"]);
    expect(lockOf(bench)).toBeNull();
  });

  test("for the run that takes the place of one that was killed while it waited", async () => {
    const bench = await openBench("b");
    const death: Death = { at: "journal waiting", nth: 1, when: "after" };
    const waiting = (changes: object) => bench.apply({ answers: { web: "other" } }, changes);
    expect(await dieAt(bench, death, waiting)).toBe(true);
    const [first] = await bench.ports().store.runs();
    expect(lockOf(bench, "matrix.two.example")).toContain(first);
    const answers = { web: "other", clients: "no" } as const;
    const next = await bench.apply({ answers }, { approve: () => Promise.resolve("digest") });
    expect(ending(next)).toEqual([4, "waiting", "waiting-for-person"]);
    expect(runOf(next)).not.toBe(first);
    expect(lockOf(bench, "matrix.two.example")).toBeNull();
  });
});

describe("a machine that is lost", () => {
  test("while its lock is asked for leaves the run open, and a resume ends it", async () => {
    const bench = await openBench();
    const ended = await bench.apply({}, lostAfter(bench, "lock"));
    expect(ending(ended)).toEqual([69, null, "connection-lost"]);
    expect(lockOf(bench)).toContain(runOf(ended));
    expect(ending(await bench.resume())).toEqual([0, "kept"]);
    expect(lockOf(bench)).toBeNull();
  });

  test("before it has its lock back leaves the run unknown, and a resume ends it", async () => {
    const bench = await openBench();
    const ended = await bench.apply({}, lostAfter(bench, "tidy"));
    expect(ending(ended)).toEqual([2, "unknown", "connection-lost"]);
    expect(lockOf(bench)).toContain(runOf(ended));
    expect(ending(await bench.resume())).toEqual([0, "kept"]);
    expect(lockOf(bench)).toBeNull();
  });

  test.each(["restore", "tidy"] as const)(
    "after %s of an undo leaves it unknown, and a resume ends it",
    async (last) => {
      const bench = await openBench();
      const start = filesOf(bench.world);
      await bench.apply();
      const ended = await bench.undo(lostAfter(bench, last));
      expect(ending(ended)).toEqual([2, "unknown", "connection-lost"]);
      expect(ending(await bench.resume())).toEqual([3, "undone", "interrupted"]);
      expect(filesOf(bench.world)).toEqual(start);
      expect(lockOf(bench)).toBeNull();
    },
  );
});

describe("the lock of another computer's run", () => {
  test("keeps an undo waiting, and the run stands as it stood", async () => {
    const bench = await openBench();
    await bench.apply();
    const kept = filesOf(bench.world);
    await asAnother(bench, "lock");
    expect(ending(await bench.undo())).toEqual([75, null, "host-locked"]);
    expect([await stateOf(bench), filesOf(bench.world)]).toEqual(["kept", kept]);
    expect(ending(await bench.resume())).toEqual([64, null, "no-run-to-resume"]);
    await asAnother(bench, "unlock");
    expect(ending(await bench.undo())).toEqual([0, "undone"]);
  });

  test("does not end a run that waits", async () => {
    const bench = await openBench();
    await bench.apply({ stopAfter: "server-name" });
    await asAnother(bench, "lock");
    expect(ending(await bench.resume())).toEqual([75, null, "host-locked"]);
    await asAnother(bench, "unlock");
    expect(ending(await bench.resume())).toEqual([0, "kept"]);
  });
});

function lockOf({ world }: Bench, machine = "one.example"): string | null {
  return world.hosts.get(machine)?.machine.tree.file("/var/lib/homeport/lock")?.content ?? null;
}

async function stateOf(bench: Bench): Promise<unknown> {
  const { document } = await history(bench.ports(), null);
  return (document["runs"] as readonly { readonly state: string }[])[0]?.state;
}

async function asAnother(bench: Bench, name: "lock" | "unlock"): Promise<void> {
  const connected = await bench.ports().hosts.connect("host");
  if (!connected.ok) throw new Error(connected.error.code);
  await connected.value.run(name, THEIRS);
  await connected.value.close();
}

/** Hosts whose connection is lost with the answer of the first such operation, and for good. */
function lostAfter(bench: Bench, last: OperationName) {
  const { hosts } = bench.ports();
  const lost = refuse(problem("connection-lost", {}));
  let isLost = false;
  const losing = (host: HostConnection): HostConnection => ({
    ...host,
    run: async (name, input) => {
      if (isLost) return lost;
      const done = await host.run(name, input);
      isLost = name === last;
      return isLost ? lost : done;
    },
  });
  const losingHosts: Hosts = {
    describe: (which) => hosts.describe(which),
    connect: async (which) => {
      const connected = await hosts.connect(which);
      return connected.ok ? { ok: true, value: losing(connected.value) } : connected;
    },
  };
  return { hosts: losingHosts, clock: hurried() };
}
