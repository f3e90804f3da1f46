import type { OperationName } from "../engine/host-operations.ts";

/**
 * What a practice host can be made to do wrong, once, at the next run of an operation: the connection
 * is cut before or after its effect, the disk is full, the script fails.
 */
export interface HostFault {
  readonly operation: OperationName;
  readonly kind: "cut-before" | "cut-after" | "disk-full" | "fails";
}

/** The faults that wait to happen on one host. */
export interface HostFaults {
  plant(fault: HostFault): void;
  /** Takes the fault of an operation off the list; null where it has none. */
  take(operation: string): HostFault["kind"] | null;
}

/** No faults at first. */
export function createHostFaults(): HostFaults {
  const waiting: HostFault[] = [];
  return {
    plant: (fault) => void waiting.push(fault),
    take: (operation) => {
      const index = waiting.findIndex((each) => each.operation === operation);
      return index < 0 ? null : (waiting.splice(index, 1)[0]?.kind ?? null);
    },
  };
}
