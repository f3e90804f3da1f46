import { describe, expect, test } from "vitest";
import type { AcmePort } from "../../../electron/engine/ports.ts";
import { ok, refuse } from "../../../shared/domain/result.ts";
import { problem } from "../../../shared/problems/problem.ts";
import { ending, filesOf, openBench, runOf } from "./bench.ts";
import { dieAt, type Death } from "./mortal.ts";

/** Deaths in an apply of journey (a): around each kind of effect, and between a promise and its effect. */
const IN_APPLY: readonly Death[] = [
  { at: "lock", nth: 1, when: "after" },
  { at: "set-debconf-name", nth: 1, when: "after" },
  { at: "write-file", nth: 1, when: "after" },
  { at: "order-key", nth: 1, when: "after" },
  { at: "challenge-start", nth: 1, when: "after" },
  { at: "challenge-stop", nth: 2, when: "before" },
  { at: "install-certificate", nth: 1, when: "before" },
  { at: "install-certificate", nth: 1, when: "after" },
  { at: "write-file", nth: 2, when: "after" },
  { at: "control-service", nth: 1, when: "before" },
  { at: "control-service", nth: 1, when: "after" },
  { at: "journal done", nth: 6, when: "after" },
  { at: "tidy", nth: 1, when: "after" },
];

/** Deaths in the taking back of a run that was kept. */
const IN_UNDO: readonly Death[] = [
  { at: "lock", nth: 1, when: "after" },
  { at: "unlock", nth: 1, when: "before" },
  { at: "journal undoing", nth: 1, when: "after" },
  { at: "restore", nth: 1, when: "after" },
  { at: "restore", nth: 5, when: "before" },
  { at: "control-service", nth: 1, when: "after" },
  { at: "tidy", nth: 1, when: "after" },
];

describe("a run whose process is killed", () => {
  test.each(IN_APPLY)(
    "$when $at ($nth) is kept by a resume and taken back whole",
    async (death) => {
      const bench = await openBench();
      const start = filesOf(bench.world);
      expect(await dieAt(bench, death, (changes) => bench.apply({}, changes))).toBe(true);
      const resumed = await bench.resume();
      expect(ending(resumed)).toEqual([0, "kept"]);
      expect(homeportsIn(filesOf(bench.world), start)).toEqual(KEPT);
      expect(ending(await bench.undo())).toEqual([0, "undone"]);
      expect(filesOf(bench.world)).toEqual(start);
    },
  );

  test.each(["before", "after"] as const)(
    "is over once its outcome is written (%s)",
    async (when) => {
      const bench = await openBench();
      const start = filesOf(bench.world);
      const death: Death = { at: "document receipt", nth: 1, when };
      expect(await dieAt(bench, death, (changes) => bench.apply({}, changes))).toBe(true);
      expect(ending(await bench.resume())).toEqual([64, null, "no-run-to-resume"]);
      expect(ending(await bench.renew())).toEqual([0, "kept"]);
      expect(ending(await bench.undo())).toEqual([0, "undone"]);
      expect(filesOf(bench.world)).toEqual(start);
    },
  );

  test("leaves no answer to a challenge of an order that the CA has forgotten", async () => {
    const bench = await openBench("b");
    const start = filesOf(bench.world);
    const death: Death = { at: "challenge-start", nth: 1, when: "after" };
    expect(await dieAt(bench, death, (changes) => bench.apply({}, changes))).toBe(true);
    expect(challengesIn(filesOf(bench.world))).toHaveLength(1);
    const resumed = await bench.resume({}, { acme: forgetful(bench.ports().acme) });
    expect(ending(resumed)).toEqual([0, "kept"]);
    expect(challengesIn(filesOf(bench.world))).toEqual([]);
    expect(ending(await bench.undo())).toEqual([0, "undone"]);
    expect(filesOf(bench.world)).toEqual(start);
  });

  test("can be taken back at once, without a resume", async () => {
    const bench = await openBench();
    const start = filesOf(bench.world);
    const death: Death = { at: "control-service", nth: 1, when: "after" };
    await dieAt(bench, death, (changes) => bench.apply({}, changes));
    expect(ending(await bench.undo())).toEqual([0, "undone"]);
    expect(filesOf(bench.world)).toEqual(start);
  });
});

describe("an undo whose process is killed", () => {
  test.each(IN_UNDO)("$when $at ($nth) is ended by resume", async (death) => {
    const bench = await openBench();
    const start = filesOf(bench.world);
    const run = runOf(await bench.apply());
    expect(await dieAt(bench, death, (changes) => bench.undo(changes))).toBe(true);
    const resumed = await bench.resume();
    expect([ending(resumed), runOf(resumed)]).toEqual([[3, "undone", "interrupted"], run]);
    expect(filesOf(bench.world)).toEqual(start);
  });

  test("is ended by undo as well", async () => {
    const bench = await openBench();
    const start = filesOf(bench.world);
    await bench.apply();
    const death: Death = { at: "restore", nth: 3, when: "after" };
    expect(await dieAt(bench, death, (changes) => bench.undo(changes))).toBe(true);
    expect(ending(await bench.undo())).toEqual([0, "undone"]);
    expect(filesOf(bench.world)).toEqual(start);
  });
});

/** Paths that a kept run of journey (a) has made or changed: no half of a certificate, no answer to a challenge. */
const KEPT = [
  "one.example runs",
  "one.example:/etc/homeport",
  "one.example:/etc/homeport/tls",
  "one.example:/etc/homeport/tls/one.example",
  "one.example:/etc/homeport/tls/one.example/fullchain.pem",
  "one.example:/etc/homeport/tls/one.example/privkey.pem",
  "one.example:/etc/matrix-synapse/conf.d/server_name.yaml",
  "one.example:/etc/matrix-synapse/conf.d/zz-homeport.yaml",
  "one.example:/var/cache/debconf/config.dat",
];

type Files = ReturnType<typeof filesOf>;

function challengesIn(now: Files): readonly string[] {
  return Object.keys(now).filter((path) => path.includes("/acme-challenge/"));
}

/** A CA that knows none of its orders again. */
function forgetful(acme: AcmePort): AcmePort {
  const resume = () => Promise.resolve(refuse(problem("ca-refused", { detail: "no such order" })));
  return {
    ...acme,
    account: async (url, email) => {
      const account = await acme.account(url, email);
      return account.ok ? ok({ ...account.value, resume }) : account;
    },
  };
}

function homeportsIn(now: Files, start: Files): readonly string[] {
  const paths = Object.keys(now).filter(
    (path) => JSON.stringify(now[path]) !== JSON.stringify(start[path]),
  );
  return paths.toSorted();
}
