import type { Step } from "../plan/plan.ts";
import type { ErasView } from "../resolve/route.ts";
import type { ProofState } from "./state.ts";

/** How peers of each era fare. */
export type Inbound = ErasView["inbound"];

/** A step with the states around it and how peers with empty caches fare after it. */
export interface Walked {
  readonly step: Step;
  readonly before: ProofState;
  readonly after: ProofState;
  readonly inbound: Inbound;
}

/** A plan walked to its end. */
export interface Walk {
  readonly begin: ProofState;
  readonly now: Inbound;
  readonly steps: readonly Walked[];
  readonly end: Inbound;
}
