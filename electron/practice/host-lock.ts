import type { HostOperations } from "../engine/host-operations.ts";
import { homeFolder, keepText, VAR } from "./host-keep.ts";
import type { Machine } from "./host-machine.ts";

type Input<N extends keyof HostOperations> = HostOperations[N]["input"];
type Output<N extends keyof HostOperations> = HostOperations[N]["output"];

const LOCK = `${VAR}/lock`;
const TIME = `${VAR}/lock.time`;
const NO_NONCE = "-";

/** Takes the machine's one lock for a process that works on a run. */
export function lock(machine: Machine, input: Input<"lock">): Output<"lock"> {
  const { run, nonce = NO_NONCE, takeOver = false, computer = "" } = input;
  const now = heldBy(machine);
  if (now === null || (now.run === run && now.nonce !== nonce && takeOver))
    take(machine, { run, nonce, computer });
  const holder = heldBy(machine) ?? { run, nonce, computer };
  const taken = holder.run === run && holder.nonce === nonce;
  return {
    taken,
    holder: holder.run,
    sameRun: holder.run === run,
    computer: holder.computer,
    ageSeconds: age(machine),
  };
}

/** Gives the lock back, where this process holds it. */
export function unlock(machine: Machine, input: Input<"unlock">): Output<"unlock"> {
  const holder = heldBy(machine);
  if (holder?.run === input.run && holder.nonce === (input.nonce ?? NO_NONCE)) {
    machine.tree.remove(LOCK);
    machine.tree.remove(TIME);
  }
  return { done: true };
}

interface Holder {
  readonly run: string;
  readonly nonce: string;
  readonly computer: string;
}

function take(machine: Machine, { run, nonce, computer }: Holder): void {
  homeFolder(machine);
  keepText(machine, LOCK, `${run} ${nonce} ${computer}\n`);
  // Files of a practice host have no time of their own.
  keepText(machine, TIME, `${Date.now()}\n`);
}

function heldBy(machine: Machine): Holder | null {
  const [run, nonce = NO_NONCE, computer = ""] =
    machine.tree.file(LOCK)?.content.trim().split(" ") ?? [];
  return run === undefined ? null : { run, nonce, computer };
}

function age(machine: Machine): number {
  const since = Number(machine.tree.file(TIME)?.content ?? Date.now());
  return Math.max(0, Math.floor((Date.now() - since) / 1000));
}
