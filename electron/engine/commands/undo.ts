import type { Result } from "../../../shared/domain/result.ts";
import { problem, type Problem } from "../../../shared/problems/problem.ts";
import { EXIT, type CommandResult } from "../command-result.ts";
import { exitOfProblem } from "../exit-of.ts";
import { storedRuns, type StoredRun } from "../open-runs.ts";
import type { Ports } from "../ports.ts";
import type { UndoRequest } from "../requests.ts";
import { isoOf } from "../iso-time.ts";
import { openJournal } from "../run-context.ts";
import { openSession, type Session } from "../session.ts";
import { undoTouched, type Restored } from "../undo-run.ts";

/** Takes back a run, or every run of a name, newest first. What cannot be taken back is listed. */
export async function undo(ports: Ports, request: UndoRequest): Promise<CommandResult> {
  const all = await storedRuns(ports);
  const chosen = choose(all, request.target);
  if (!chosen.ok) return ended(null, EXIT.usage, chosen.error);
  const runs = chosen.value;
  const newest = runs[0];
  if (newest === undefined) return nothingLeft(all, request.target);
  const digest = undoDigest(ports, runs);
  const shown = { run: newest.run, digest, irreversible: await irreversibleOf(ports, runs) };
  if (request.dryRun)
    return {
      exit: EXIT.good,
      name: newest.view.name,
      problems: [],
      document: { ...shown, ...planned(runs) },
    };
  const how = await ports.approve({
    digest,
    name: newest.view.name,
    hosts: [ports.hosts.describe("host"), ports.hosts.describe("web")].filter(
      (host) => host !== null,
    ),
    changes: runs.reduce((sum, { view }) => sum + view.touched.length, 0),
    terms: null,
    certificateNames: [],
  });
  if (how === null) return ended(newest, EXIT.refused, problem("approval-missing", { digest }));
  return carryOutUndo(ports, runs, shown);
}

async function carryOutUndo(
  ports: Ports,
  runs: readonly StoredRun[],
  shown: object,
): Promise<CommandResult> {
  const session = openSession(ports, { host: null, web: null }, () => null);
  const restored: Restored[] = [];
  try {
    for (const stored of runs) {
      const back = await undoOne(ports, session, stored);
      if (!back.ok) return undoFailed(stored, back.error, restored, shown);
      restored.push(...back.value);
    }
  } finally {
    await session.close();
  }
  const document = { ...shown, outcome: "undone", restored };
  return { exit: EXIT.good, name: runs[0]?.view.name ?? null, problems: [], document };
}

async function undoOne(
  ports: Ports,
  session: Session,
  { run, view }: StoredRun,
): Promise<Result<readonly Restored[], Problem>> {
  const journal = openJournal(ports, run);
  const machines = new Set(view.touched.map((one) => one.machine));
  if (machines.size > 0) {
    const lock = await session.run("host", "lock", { run });
    if (!lock.ok) return lock;
    if (!lock.value.taken)
      return {
        ok: false,
        error: problem("host-locked", { holder: lock.value.holder }, { seenFrom: "host" }),
      };
  }
  await journal.add({ event: "undoing" });
  const back = await undoTouched({ ports, session, run }, view.touched);
  if (machines.size > 0) await session.run("host", "unlock", { run });
  await journal.add({ event: "outcome", outcome: back.ok ? "undone" : "unknown" });
  if (back.ok) await noteInReceipt(ports, run);
  return back;
}

/** The receipt of a run says how it stands now. */
async function noteInReceipt(ports: Ports, run: string): Promise<void> {
  const receipt = await ports.store.readDocument(run, "receipt");
  if (typeof receipt !== "object" || receipt === null) return;
  const undoneAt = isoOf(ports.clock.now());
  await ports.store.writeDocument(run, "receipt", {
    ...receipt,
    outcome: "undone",
    undoneAt,
    undo: null,
  });
}

/** Nothing was put back yet: as any refusal before an effect; later: unknown, and the same command goes on. */
function undoFailed(
  stored: StoredRun,
  why: Problem,
  restored: readonly Restored[],
  shown: object,
): CommandResult {
  const early = exitOfProblem(why);
  const untouched =
    restored.length === 0 &&
    (early === EXIT.unreachable || early === EXIT.refused || early === EXIT.later);
  return {
    exit: untouched ? early : EXIT.unknown,
    name: stored.view.name,
    problems: [why],
    document: { ...shown, outcome: untouched ? null : "unknown", restored },
  };
}

/** A run can be taken back alone only while no later run of the same name rests on it. */
function choose(all: readonly StoredRun[], target: string): Result<readonly StoredRun[], Problem> {
  const standing = all.filter(({ view }) => view.approved && view.state !== "undone").toReversed();
  const one = all.find(({ run }) => run === target);
  if (one === undefined) {
    const ofName = standing.filter(({ view }) => view.name === target);
    const known = all.some(({ view }) => view.name === target);
    return known
      ? { ok: true, value: ofName }
      : { ok: false, error: problem("run-unknown", { run: target }) };
  }
  const later = standing.filter(({ run, view }) => view.name === one.view.name && run > one.run);
  if (later[0] !== undefined)
    return { ok: false, error: problem("undo-not-possible", { run: target, later: later[0].run }) };
  return { ok: true, value: standing.filter(({ run }) => run === target) };
}

function undoDigest(ports: Ports, runs: readonly StoredRun[]): string {
  return ports.digest(
    JSON.stringify(
      runs.map(({ run, view }) => ({
        undo: run,
        digest: view.digest,
        touched: view.touched.map(({ machine, path, unit }) => ({ machine, path, unit })),
      })),
    ),
  );
}

function planned(runs: readonly StoredRun[]): object {
  const restored = runs.flatMap(({ view }) =>
    view.touched
      .toReversed()
      .flatMap(({ machine, path }) =>
        path === undefined ? [] : [{ machine, path, sha256: null }],
      ),
  );
  return { outcome: null, restored };
}

async function irreversibleOf(
  ports: Ports,
  runs: readonly StoredRun[],
): Promise<readonly unknown[]> {
  const listed: unknown[] = [];
  for (const { run } of runs) {
    const receipt = await ports.store.readDocument(run, "receipt");
    if (
      typeof receipt === "object" &&
      receipt !== null &&
      "irreversible" in receipt &&
      Array.isArray(receipt.irreversible)
    ) {
      listed.push(...receipt.irreversible);
    }
  }
  return listed;
}

/** Everything of that name was taken back before: asked for again, it is still so. */
function nothingLeft(all: readonly StoredRun[], target: string): CommandResult {
  const last = all.findLast(({ run, view }) => run === target || view.name === target);
  const document = {
    run: last?.run ?? null,
    digest: null,
    outcome: "undone",
    restored: [],
    irreversible: [],
  };
  return { exit: EXIT.good, name: last?.view.name ?? null, problems: [], document };
}

function ended(stored: StoredRun | null, exit: number, why: Problem): CommandResult {
  const document = {
    run: stored?.run ?? null,
    digest: why.data["digest"] ?? null,
    outcome: null,
    restored: [],
    irreversible: [],
  };
  return { exit, name: stored?.view.name ?? null, problems: [why], document };
}
