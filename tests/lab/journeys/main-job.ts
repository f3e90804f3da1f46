import { talk, type Talk } from "../federate.ts";
import { told, type Homeport, type Ran } from "../homeport.ts";
import type { Machine } from "../machine.ts";
import { differences, homeportState, takeSnapshot, type Snapshot } from "../snapshot.ts";
import { waitFor } from "../wait.ts";
import type { Context } from "./journey.ts";

/** What a journey is about: the name, its host, and how users reach the homeserver. */
export interface Subject {
  readonly id: string;
  readonly serverName: string;
  readonly clientBase: string;
  readonly host: Machine;
  readonly homeport: Homeport;
}

/** Waits until a machine has settled: Synapse in the state that a fresh installation ends in, or up. */
export async function settled(
  host: Machine,
  state: "inactive" | "failing" | "active",
): Promise<void> {
  const ask =
    "systemctl show -P ActiveState -P NRestarts matrix-synapse; systemctl is-system-running";
  await waitFor(
    `fresh Synapse ${state}`,
    async () => {
      const seen = (await host.ssh(ask)).stdout.trim().split("\n");
      if (state !== "failing") return seen[0] === state && seen[2] === "running" ? true : undefined;
      return Number(seen[1]) > 0 ? true : undefined;
    },
    { within: 60_000, every: 300 },
  );
}

/** Asserts that a run ended as wanted; gives whether it did. */
export function ended(
  context: Context,
  what: string,
  ran: Ran,
  exit: number,
  outcome: string | null,
): boolean {
  const good = ran.code === exit && ran.answer !== null && (ran.answer.outcome ?? null) === outcome;
  context.report.check(`${what}: exit ${exit}, outcome ${String(outcome)}`, good, told(ran));
  return good;
}

/** Asserts that the server works for everybody: unit, check, users of both servers. */
export async function proven(
  context: Context,
  subject: Subject,
): Promise<{ check: Ran; talk: Talk }> {
  const { report, lab, second } = context;
  const unit = (await subject.host.ssh("systemctl is-active matrix-synapse")).stdout.trim();
  report.check("the unit is active", unit === "active", unit);
  const check = await subject.homeport.run(["check", subject.serverName]);
  const green = check.code === 0 && check.answer?.verdict === "good";
  report.check("homeport check is green", green, told(check));
  const talked = await talk(lab, subject.host, second, subject.serverName, subject.clientBase);
  report.check("users of both servers read each other's messages", talked.room.startsWith("!"));
  return { check, talk: talked };
}

/** Asserts that a second apply finds nothing to do. */
export async function nothingToDo(
  context: Context,
  subject: Subject,
  apply: readonly string[],
): Promise<void> {
  const again = await subject.homeport.run(apply);
  if (!ended(context, "apply once more", again, 0, "kept")) return;
  const idle = (again.answer?.run ?? null) === null && again.answer?.steps?.length === 0;
  context.report.check("and it has nothing to do", idle, `run ${String(again.answer?.run)}`);
}

/** Undoes and asserts that every file is as before; gives the undo's run. */
export async function undone(
  context: Context,
  subject: Subject,
  login: readonly string[],
  before: Snapshot,
): Promise<Ran> {
  const undo = await subject.homeport.run(["undo", subject.serverName, "--yes", ...login]);
  context.report.check("undo: exit 0", undo.code === 0, told(undo));
  await unchanged(context, "after undo", subject.host, before);
  return undo;
}

/** The row of a finished journey in the lab's table. */
export function tellJourney(
  { report }: Context,
  journey: string,
  applied: { readonly seconds: number; readonly roundTrips: number | undefined },
  seen: { readonly check: Ran; readonly talk: Talk },
  undo: Ran,
): void {
  report.row({
    journey,
    columns: {
      "apply, s": applied.seconds.toFixed(1),
      "SSH round trips": String(applied.roundTrips),
      "check, s": seen.check.seconds.toFixed(1),
      "join over federation, ms": String(seen.talk.joinMs),
      "undo, s": undo.seconds.toFixed(1),
    },
  });
}

/** Asserts that a machine is as the snapshot says, but for Homeport's own journal. */
export async function unchanged(
  context: Context,
  when: string,
  machine: Machine,
  before: Snapshot,
): Promise<void> {
  let left: readonly string[] = [];
  // a crash loop and a service that is being stopped need a moment to come to rest
  for (let attempt = 0; attempt < 5; attempt += 1) {
    left = differences(before, await takeSnapshot(machine), { except: [homeportState] });
    if (left.length === 0) break;
  }
  const what = `${when}, ${machine.name} is as before (${before.files.size} paths)`;
  context.report.check(what, left.length === 0, left.slice(0, 12).join("; "));
}
