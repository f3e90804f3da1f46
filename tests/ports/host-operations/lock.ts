import { describe, expect, test } from "vitest";
import type { HostOperations } from "../../../electron/engine/host-operations.ts";
import type { SuiteHost } from "../host-world.ts";
import { at, refusal, run as perform } from "./run.ts";

type Claim = HostOperations["lock"]["input"];

function had(holder: string, taken: boolean, sameRun: boolean, computer = "") {
  return { taken, holder, sameRun, computer, ageSeconds: expect.any(Number) as number };
}

function claimsOn(host: SuiteHost["host"]) {
  return {
    lock: (claim: Claim) => perform(host(), "lock", claim),
    unlock: (claim: Claim) => perform(host(), "unlock", claim),
  };
}

/** The one lock of a machine. */
export function describeLock(suite: SuiteHost): void {
  describe("the lock of a machine", () => {
    describeHolders(suite);
    describeComputers(suite);
    describeContest(suite);
  });
}

function describeHolders({ host }: SuiteHost): void {
  const { lock, unlock } = claimsOn(host);
  test("is one run's, and the others are told whose and for how long", async () => {
    const [one, two] = [{ run: "lock-1" }, { run: "lock-2" }];
    expect(await lock(one)).toEqual(had("lock-1", true, true));
    expect(await lock(one)).toEqual(had("lock-1", true, true));
    const refused = await lock(two);
    expect(refused).toEqual(had("lock-1", false, false));
    expect(refused.ageSeconds).toBeLessThan(60);
    expect(await unlock(two)).toEqual({ done: true });
    expect(await lock({ ...two, takeOver: true })).toEqual(had("lock-1", false, false));
    expect(await unlock(one)).toEqual({ done: true });
    expect(await lock(two)).toEqual(had("lock-2", true, true));
    await unlock(two);
    expect(await at(host(), "/var/lib/homeport/lock")).toBe("nothing");
  });

  test("is one process's of two that work on the same run", async () => {
    const [first, second] = [
      { run: "lock-3", nonce: "first_1" },
      { run: "lock-3", nonce: "second-2" },
    ];
    expect(await lock(first)).toEqual(had("lock-3", true, true));
    expect(await lock(first)).toEqual(had("lock-3", true, true));
    expect(await lock(second)).toEqual(had("lock-3", false, true));
    await unlock(second);
    await unlock({ run: "lock-3" });
    expect(await lock(second)).toEqual(had("lock-3", false, true));
    await unlock(first);
    expect(await lock(second)).toEqual(had("lock-3", true, true));
    await unlock(second);
  });

  test("of a dead process is taken over by the same run, once it is asked for", async () => {
    const [dead, next] = [
      { run: "lock-4", nonce: "dead" },
      { run: "lock-4", nonce: "next" },
    ];
    await lock(dead);
    expect(await lock({ ...next, takeOver: false })).toEqual(had("lock-4", false, true));
    expect(await lock({ ...next, takeOver: true })).toEqual(had("lock-4", true, true));
    expect(await lock(dead)).toEqual(had("lock-4", false, true));
    await unlock(dead);
    expect(await lock(next)).toEqual(had("lock-4", true, true));
    await unlock(next);
  });
}

function describeComputers({ host }: SuiteHost): void {
  const { lock, unlock } = claimsOn(host);
  test("tells the others on which computer its run was begun", async () => {
    const [theirs, ours] = [
      { run: "lock-7", nonce: "theirs", computer: "Anna-s.laptop_2" },
      { run: "lock-8", nonce: "ours", computer: "desk" },
    ];
    expect(await lock(theirs)).toEqual(had("lock-7", true, true, theirs.computer));
    expect(await lock(ours)).toEqual(had("lock-7", false, false, theirs.computer));
    const next = { ...theirs, nonce: "next", computer: "desk", takeOver: true };
    expect(await lock(next)).toEqual(had("lock-7", true, true, "desk"));
    await unlock(theirs);
    expect(await lock(ours)).toEqual(had("lock-7", false, false, "desk"));
    await unlock(next);
    expect(await at(host(), "/var/lib/homeport/lock")).toBe("nothing");
  });
}

function describeContest({ world, host }: SuiteHost): void {
  const { unlock } = claimsOn(host);
  test("goes to one of many that ask at once", async () => {
    const connections = await Promise.all([1, 2, 3, 4].map(() => world().connect()));
    const asked = await Promise.all(
      connections.map((each, own) => perform(each, "lock", { run: "lock-5", nonce: `n${own}` })),
    );
    expect(asked.filter((each) => each.taken)).toHaveLength(1);
    const winner = asked.findIndex((each) => each.taken);
    await unlock({ run: "lock-5", nonce: `n${winner}` });
    await Promise.all(connections.map((each) => each.close()));
    expect(await at(host(), "/var/lib/homeport/lock")).toBe("nothing");
  });

  test("is refused for what is no run and no nonce", async () => {
    expect(await refusal(host(), "lock", { run: "../x" })).toMatchObject({
      code: "operation-failed",
    });
    expect(await refusal(host(), "lock", { run: "lock-6", nonce: "a b" })).toMatchObject({
      code: "operation-failed",
    });
    expect(await refusal(host(), "lock", { run: "lock-6", computer: "a b" })).toMatchObject({
      code: "operation-failed",
    });
  });
}
