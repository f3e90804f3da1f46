import { mkdirSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { cgroupMount, makeGroup } from "./cgroup.ts";
import { leftovers, takeLock } from "./clean.ts";
import { inLabOf, makeNetwork, type InLab } from "./network.ts";
import { assertLabCanRun, installPackages } from "./packages.ts";
import { places } from "./places.ts";
import { say } from "./say.ts";

/** A lab or museum of this machine: alone under its lock, and taken down whatever happens. */
export interface Session {
  /** Never comes back once a signal takes it down, so that what the signal broke is no failure. */
  readonly hold: () => Promise<void>;
}

/** What everything else stands in: the network, and the cgroup that its processes end with. */
export interface Rooms {
  readonly cgroups: string;
  readonly group: string;
  readonly inLab: InLab;
}

/**
 * Takes the lock, lets `use` bring up and play, and takes everything down again by `takeDown`, signals included.
 * What an earlier run left is taken down first.
 */
export async function withSession<T>(
  takeDown: () => Promise<void>,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  assertLabCanRun();
  await installPackages();
  const release = takeLock();
  const signals = cleanOnSignals(takeDown, release);
  try {
    await takeDown();
    return await use({ hold: signals.hold });
  } finally {
    await signals.hold();
    await takeDown();
    signals.stop();
    release();
    if ((await sayWhatIsLeft()) > 0) process.exitCode = 1;
  }
}

/** Makes the folders, the namespace with its bridge and the cgroup; `mode` is the run folder's. */
export async function makeRooms(mode: number): Promise<Rooms> {
  mkdirSync(places.run, { recursive: true, mode });
  rmSync(places.log, { recursive: true, force: true });
  mkdirSync(places.log, { recursive: true });
  const cgroups = await cgroupMount();
  const group = makeGroup(cgroups, "daemons");
  await makeNetwork();
  return { cgroups, group, inLab: inLabOf(group) };
}

async function sayWhatIsLeft(): Promise<number> {
  const left = await leftovers();
  say(left.length === 0 ? "cleaned up, nothing is left" : `left behind: ${left.join(", ")}`);
  return left.length;
}

/**
 * On SIGINT, SIGTERM or SIGHUP takes down once and ends the process with 130. `hold` never comes back once a signal
 * came, so that what the signal broke cannot take down a second time; `stop` ends the listening.
 */
function cleanOnSignals(
  takeDown: () => Promise<void>,
  release: () => void,
): Session & { readonly stop: () => void } {
  const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  let ending = false;
  const end = async (): Promise<void> => {
    await takeDown();
    // a step that was under way may have mounted or started something meanwhile
    await sleep(300);
    await takeDown();
    release();
    await sayWhatIsLeft();
  };
  const handle = (name: NodeJS.Signals): void => {
    if (ending) return;
    ending = true;
    say(`${name}: cleaning up`);
    process.on("unhandledRejection", () => undefined);
    end()
      .catch((error: unknown) => say(String(error)))
      .finally(() => process.exit(130));
  };
  for (const name of names) process.on(name, handle);
  return {
    hold: () => (ending ? new Promise<void>(() => undefined) : Promise.resolve()),
    stop: () => names.forEach((name) => process.off(name, handle)),
  };
}
