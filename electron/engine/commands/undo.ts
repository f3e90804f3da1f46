import { StaysData } from "../../../shared/api/wizard-views.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { Facts } from "../../../shared/facts/facts.ts";
import type { Reason } from "../../../shared/plan/plan.ts";
import { problem, type Problem } from "../../../shared/problems/problem.ts";
import { approvedMachines } from "../approved-machines.ts";
import { EXIT, type CommandResult } from "../command-result.ts";
import { exitOfProblem } from "../exit-of.ts";
import { readRuns, type DamagedRun, type StoredRun } from "../open-runs.ts";
import type { Ports } from "../ports.ts";
import type { UndoRequest } from "../requests.ts";
import { documentIfWhole, readRunInput } from "../run-documents.ts";
import { keysOf, openSession, type MachineKeys } from "../session.ts";
import { undoOne, type UndoFault } from "../undo-one.ts";
import type { Restored } from "../undo-run.ts";

/** Takes back a run, or every run of a name, newest first. What cannot be taken back is listed. */
export async function undo(ports: Ports, request: UndoRequest): Promise<CommandResult> {
  const { stored: all, damaged } = await readRuns(ports);
  const bad = damaged.findLast((one) => standsInTheWay(one, all, request.target));
  if (bad !== undefined) return blockedBy(bad);
  const chosen = choose(all, request.target);
  if (!chosen.ok) return ended(null, EXIT.usage, chosen.error);
  const runs = chosen.value;
  const newest = runs[0];
  if (newest === undefined) return nothingLeft(all, request.target);
  const digest = await undoDigest(ports, runs);
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
    machines: approvedMachines(ports.hosts, await factsOf(ports, runs)),
    changes: runs.reduce((sum, { view }) => sum + view.touched.length, 0),
    terms: null,
    certificateNames: [],
    undo: runs.flatMap(({ view }) => view.touched.toReversed()),
    stays: shown.irreversible.flatMap(readStays),
  });
  if (how === null) return ended(newest, EXIT.refused, problem("approval-missing", { digest }));
  return carryOutUndo(ports, runs, shown);
}

/** What a damaged run changed, and whether a run before it may be taken back, nobody can tell. */
function standsInTheWay(bad: DamagedRun, all: readonly StoredRun[], target: string): boolean {
  const one = all.find(({ run }) => run === target);
  const isLater = one !== undefined && bad.name === one.view.name && bad.run > one.run;
  return bad.run === target || bad.name === target || isLater;
}

function blockedBy({ run, name, problem: why }: DamagedRun): CommandResult {
  const document = { run, digest: null, outcome: null, restored: [], irreversible: [] };
  return { exit: exitOfProblem(why), name, problems: [why], document };
}

async function carryOutUndo(
  ports: Ports,
  runs: readonly StoredRun[],
  shown: object,
): Promise<CommandResult> {
  const restored: Restored[] = [];
  for (const stored of runs) {
    const session = openSession(ports, { host: null, web: null }, await keysOfRun(ports, stored));
    const back = await undoOne(ports, session, stored);
    await session.close();
    if (!back.ok) return undoFailed(stored, back.error, { ...shown, restored });
    restored.push(...back.value);
  }
  const document = { ...shown, outcome: "undone", restored: lastOfEach(restored) };
  return { exit: EXIT.good, name: runs[0]?.view.name ?? null, problems: [], document };
}

/** The machines that a run was carried out on, by their host keys; no other is touched in its name. */
async function keysOfRun(ports: Ports, { run }: StoredRun): Promise<MachineKeys> {
  const kept = await readRunInput(ports, run);
  return kept === null ? { host: null, web: null } : keysOf(kept.facts);
}

/** What was seen of the machines when each of the runs was begun. */
function factsOf(ports: Ports, runs: readonly StoredRun[]): Promise<readonly (Facts | null)[]> {
  return Promise.all(runs.map(async ({ run }) => (await readRunInput(ports, run))?.facts ?? null));
}

/** What a receipt says of an effect that stays; nothing where it is not in the form of today. */
function readStays(listed: unknown): readonly Reason[] {
  const read = StaysData.safeParse(listed);
  return read.success ? [{ code: read.data.code, data: read.data.data }] : [];
}

/** What several runs touched is told once, as it stands after the last of them. */
function lastOfEach(restored: readonly Restored[]): readonly Restored[] {
  return [...new Map(restored.map((one) => [`${one.machine} ${one.path}`, one])).values()];
}

/** Nothing was put back yet: as any refusal before an effect; later: unknown, and the same command goes on. */
function undoFailed(
  stored: StoredRun,
  why: UndoFault,
  shown: { readonly restored: readonly Restored[] },
): CommandResult {
  const exit = exitOfProblem(why.problem);
  const untouched =
    !why.began &&
    shown.restored.length === 0 &&
    (exit === EXIT.unreachable || exit === EXIT.refused || exit === EXIT.later);
  return {
    exit: untouched ? exit : EXIT.unknown,
    name: stored.view.name,
    problems: [why.problem],
    document: { ...shown, outcome: untouched ? null : "unknown" },
  };
}

/** A run can be taken back alone only while no later run of the same name rests on it. */
function choose(all: readonly StoredRun[], target: string): Result<readonly StoredRun[], Problem> {
  const standing = all.filter(({ view }) => view.approved && view.state !== "undone").toReversed();
  const one = all.find(({ run }) => run === target);
  if (one === undefined) {
    const ofName = standing.filter(({ view }) => view.name === target);
    const known = all.some(({ view }) => view.name === target);
    return known ? { ok: true, value: ofName } : { ok: false, error: unknown(target) };
  }
  const later = standing.find(({ run, view }) => view.name === one.view.name && run > one.run);
  if (later !== undefined)
    return { ok: false, error: problem("undo-not-possible", { run: target, later: later.run }) };
  return { ok: true, value: standing.filter(({ run }) => run === target) };
}

/** The id of a run begins with its day; anything else names a server. */
function unknown(target: string): Problem {
  const isRun = /^\d{8}-/.test(target);
  return problem("run-unknown", isRun ? { run: target } : { run: target, name: target, runs: 0 });
}

async function undoDigest(ports: Ports, runs: readonly StoredRun[]): Promise<string> {
  const keys = await Promise.all(runs.map((stored) => keysOfRun(ports, stored)));
  return ports.digest(
    JSON.stringify(
      runs.map(({ run, view }, index) => ({
        undo: run,
        machines: keys[index],
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
  return { outcome: null, restored: lastOfEach(restored) };
}

async function irreversibleOf(
  ports: Ports,
  runs: readonly StoredRun[],
): Promise<readonly unknown[]> {
  const listed: unknown[] = [];
  for (const { run } of runs) {
    const receipt = await documentIfWhole(ports, run, "receipt");
    if (
      typeof receipt === "object" &&
      receipt !== null &&
      "irreversible" in receipt &&
      Array.isArray(receipt.irreversible)
    ) {
      listed.push(...(receipt.irreversible as readonly unknown[]));
    }
  }
  return [...new Map(listed.map((each) => [JSON.stringify(each), each])).values()];
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
