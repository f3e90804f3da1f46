import { setTimeout as sleep } from "node:timers/promises";
import { homeportIn, told, type Homeport, type Ran } from "../homeport.ts";
import type { Report } from "../report.ts";
import { differences, homeportState, takeSnapshot, type Snapshot } from "../snapshot.ts";
import { isOperation, type Point } from "./points.ts";
import { applyWords, faultName, loginWords, type Stage } from "./stage.ts";

/** Time for an operation to be done on the host while its answer is kept back, ms. */
const doneWithin = 400;

/** Plays one point to its end and asserts what the host looks like; gives the outcome after resume. */
export async function playPoint(stage: Stage, point: Point, report: Report): Promise<string> {
  const homeport = homeportIn(stage.lab, `${point.index}-${point.kind}-${point.when}`);
  const disturbed = await disturb(stage, homeport, point);
  await stage.relay.order("blink");
  const last = disturbed.code === 0 ? disturbed : await resumed(stage, homeport);
  const outcome = await outcomeOf(stage, last);
  report.check(`then ${outcome}`, outcome !== "half", `${told(disturbed)}; then ${told(last)}`);
  const lock = await stage.host.ssh(`cat ${homeportState}/lock`);
  report.check("the host's lock is free", lock.code !== 0, `held by ${lock.stdout.trim()}`);
  if (outcome !== "kept") {
    await compare(stage, report, "nothing is changed", stage.start);
    return outcome;
  }
  await compare(stage, report, "as after a run without faults", stage.kept);
  const undo = await homeport.run(["undo", faultName, "--yes", ...loginWords(stage)]);
  report.check("undo: exit 0", undo.code === 0, told(undo));
  await compare(stage, report, "undone, as at the start", stage.start);
  return outcome;
}

/** Runs `apply` and strikes at the point's operation. */
async function disturb(stage: Stage, homeport: Homeport, point: Point): Promise<Ran> {
  let seen = 0;
  let strike: Promise<void> = Promise.resolve();
  const ran = await homeport.run(applyWords(stage), {
    onEvent: (event, kill) => {
      if (!isOperation(event)) return;
      seen += 1;
      if (seen === point.index) strike = hit(stage, point, kill);
    },
  });
  await strike;
  if (point.kind === "power") await stage.host.start();
  if (seen < point.index) throw new Error(`the run had only ${seen} operations: ${told(ran)}`);
  return ran;
}

async function hit(stage: Stage, point: Point, kill: () => void): Promise<void> {
  await stage.relay.order(point.when === "before" ? "hold" : "mute");
  if (point.when === "after") await sleep(doneWithin);
  if (point.kind === "kill") kill();
  else if (point.kind === "power") await stage.host.cutPower();
  else await stage.relay.order(point.kind);
}

/** `resume`, and once more where the host's lock was still held by what was cut off. */
async function resumed(stage: Stage, homeport: Homeport): Promise<Ran> {
  for (let attempt = 0; ; attempt += 1) {
    const ran = await homeport.run(["resume", ...loginWords(stage)]);
    if (ran.code !== 75 || attempt === 4) return ran;
    await sleep(3000);
  }
}

/**
 * What became of the run. Where nothing is left to resume, the host tells whether the run had ended
 * already (`kept`) or had not yet begun (`nothing`).
 */
async function outcomeOf(stage: Stage, ran: Ran): Promise<"kept" | "undone" | "nothing" | "half"> {
  if (ran.code === 0 && ran.answer?.outcome === "kept") return "kept";
  if (ran.answer?.outcome === "undone") return "undone";
  const isIdle = ran.code === 64 || (ran.code === 0 && (ran.answer?.run ?? null) === null);
  if (!isIdle) return "half";
  const now = await takeSnapshot(stage.host);
  return differences(stage.kept, now, apart).length === 0 ? "kept" : "nothing";
}

/** What may differ between two runs that did the same: our journal, and bytes of keys and certificates. */
const apart = { except: [homeportState], anyBytes: ["/etc/homeport/tls"] };

async function compare(
  stage: Stage,
  report: Report,
  what: string,
  wanted: Snapshot,
): Promise<void> {
  let left: readonly string[] = [];
  for (let attempt = 0; attempt < 5; attempt += 1) {
    left = differences(wanted, await takeSnapshot(stage.host), apart);
    if (left.length === 0) break;
  }
  report.check(what, left.length === 0, left.slice(0, 12).join("; "));
}
