import type { EngineEvent } from "../engine/ports.ts";
import { isOperationName } from "../engine/host-wire.ts";
import type { PracticeWorld } from "../practice/world.ts";

const KINDS = ["cut-before", "cut-after", "disk-full", "fails"] as const;

/** A fault of `--fault STEP:KIND`: what goes wrong at the first operation of that step. */
export interface PracticeFault {
  readonly step: string;
  readonly kind: (typeof KINDS)[number];
}

/** Reads `STEP:KIND`; null where it is none. */
export function readFault(given: string): PracticeFault | null {
  const at = given.lastIndexOf(":");
  const kind = KINDS.find((each) => each === given.slice(at + 1));
  return at < 1 || kind === undefined ? null : { step: given.slice(0, at), kind };
}

/** Listens to the engine and plants the fault, once, when the first operation of its step is about to be sent. */
export function plantFault(
  world: PracticeWorld,
  machine: string,
  fault: PracticeFault,
): (event: EngineEvent) => void {
  let isNear = false;
  let isPlanted = false;
  return ({ event, step, data }) => {
    if (event === "started") isNear = step === fault.step;
    const operation = data["operation"];
    if (!isNear || isPlanted || event !== "operation" || typeof operation !== "string") return;
    if (!isOperationName(operation)) return;
    isPlanted = true;
    world.hosts.get(machine)?.faults.plant({ operation, kind: fault.kind });
  };
}
