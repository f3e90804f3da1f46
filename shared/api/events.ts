import { z } from "zod";
import { ApplyState, LogLine, PreflightRow } from "./wizard-views.ts";
import { WizardState } from "./wizard-parts.ts";

/**
 * What the engine tells while calls are under way, and to every window alike. `apply` carries the
 * state without its log (`log` is empty there); lines come by themselves as `log`.
 */
export const WizardEvent = z.discriminatedUnion("event", [
  z.object({ event: z.literal("state"), state: WizardState }),
  /** Looking at the world: one question was answered, by its key (`addresses one.example` …). */
  z.object({ event: z.literal("observed"), name: z.string(), asked: z.string(), count: z.int() }),
  /** What preflight will look at, in the order of its rows; a later list stands for an earlier one. */
  z.object({
    event: z.literal("preflight-coming"),
    rows: z.array(PreflightRow.pick({ check: true, subject: true, seenFrom: true })),
  }),
  z.object({ event: z.literal("preflight"), row: PreflightRow }),
  z.object({ event: z.literal("apply"), state: ApplyState }),
  z.object({ event: z.literal("log"), line: LogLine }),
]);
/** What the engine tells while calls are under way. */
export type WizardEvent = z.infer<typeof WizardEvent>;
