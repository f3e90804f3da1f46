import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HostConnection } from "../../../electron/engine/host-operations.ts";
import type { Hosts, Ports, Store } from "../../../electron/engine/ports.ts";
import type { Bench } from "./bench.ts";

/** Where a process ends: before or after the nth time (from 1) that it does something. */
export interface Death {
  /** Name of an operation on a host, or the event of a journal line, as `journal done`. */
  readonly at: string;
  readonly nth: number;
  readonly when: "before" | "after";
}

class Died extends Error {
  override readonly name = "Died";
}

/**
 * Runs work as a process that is killed: at the place of its death everything ends at once, and nothing
 * that would still be cleaned up is. True: it died; false: it came to its end before.
 */
export async function dieAt(
  bench: Bench,
  death: Death,
  work: (changes: Partial<Ports>) => Promise<unknown>,
): Promise<boolean> {
  const doing = createMortality(death);
  const { hosts, store } = bench.ports();
  try {
    await work({ hosts: mortalHosts(hosts, doing), store: mortalStore(store, doing) });
    return false;
  } catch (error) {
    if (!(error instanceof Died)) throw error;
    // With the process its connections end, and its claims name a process that is no more.
    for (const host of bench.world.hosts.values()) host.cut();
    leaveClaims(bench.state);
    return true;
  }
}

type Doing = <T>(what: string, act: () => Promise<T>) => Promise<T>;

function createMortality({ at, nth, when }: Death): Doing {
  let seen = 0;
  let isDead = false;
  return async (what, act) => {
    if (isDead) throw new Died(what);
    if (what === at) seen += 1;
    const isIt = what === at && seen === nth;
    isDead = isIt && when === "before";
    if (isDead) throw new Died(what);
    const result = await act();
    isDead ||= isIt;
    if (isDead) throw new Died(what);
    return result;
  };
}

function mortalHosts(hosts: Hosts, doing: Doing): Hosts {
  return {
    describe: (which) => hosts.describe(which),
    connect: async (which) => {
      const connected = await doing("connect", () => hosts.connect(which));
      return connected.ok ? { ok: true, value: mortalHost(connected.value, doing) } : connected;
    },
  };
}

function mortalHost(host: HostConnection, doing: Doing): HostConnection {
  return {
    ...host,
    run: (name, input) => doing(name, () => host.run(name, input)),
  };
}

function mortalStore(store: Store, doing: Doing): Store {
  return {
    ...store,
    append: (run, line) => {
      const event = "event" in line ? String(line.event) : "";
      return doing(`journal ${event}`, () => store.append(run, line));
    },
    writeDocument: (run, name, document) =>
      doing(`document ${name}`, () => store.writeDocument(run, name, document)),
    claim: async (run) => {
      const claim = await doing("claim", () => store.claim(run));
      if (claim === null) return null;
      return { ...claim, release: () => doing("release", () => claim.release()) };
    },
  };
}

/** Claims that are left get the number of a process that has ended. */
function leaveClaims(state: string): void {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  const runs = join(state, "runs");
  for (const run of readdirSync(runs)) {
    if (readdirSync(join(runs, run)).includes("claim"))
      writeFileSync(join(runs, run, "claim"), `${pid}\n`);
  }
}
