import { ERAS, type Era } from "../domain/era.ts";
import type { PlanEras, Reason, Step } from "./plan.ts";
import { reason } from "./reason.ts";

/**
 * Asks for consent of each era that reaches the server before a step and not after it: from which step on,
 * until which later step of the same plan, and for how many seconds old answers may keep it away after
 * that. Without a later step that brings it back, the plan never does.
 */
export function cutOffOf(eras: PlanEras, steps: readonly Step[]): readonly Reason[] {
  const reached = (at: number, era: Era): boolean => {
    const view = at < 0 ? eras.now : eras.afterStep[steps[at]?.id ?? ""];
    return view === undefined ? reached(at - 1, era) : view.inbound[era].verdict === "reached";
  };
  return steps.flatMap((step, at) =>
    ERAS.filter((era) => reached(at - 1, era) && !reached(at, era)).map((era) => {
      const back = steps.find((_, later) => later > at && reached(later, era));
      return cutOff({ era, step: step.id }, back);
    }),
  );
}

function cutOff(
  data: { readonly era: Era; readonly step: string },
  back: Step | undefined,
): Reason {
  if (back === undefined) return reason("consent-era-cut-off", data);
  const seconds = back.visibleAfterSeconds;
  const code = seconds > 0 ? "consent-era-cut-off-until" : "consent-era-cut-off-between";
  return reason(code, { ...data, until: back.id, ...(seconds > 0 ? { seconds } : {}) });
}

/**
 * Says of a name that the new certificate leaves out from which step on who asks for it is turned away, and
 * until when: the last step that tells others the new way, and the longest life of the answers before it.
 */
export function withSpan(lost: Reason, steps: readonly Step[]): Reason {
  const ordered = steps.findIndex(({ kind }) => kind === "obtain-certificate");
  const at = steps.findIndex(({ kind }, index) => index > ordered && kind === "control-service");
  const told = steps.filter((step, index) => index > at && step.visibleAfterSeconds > 0);
  const [from, last] = [steps[at], told.at(-1)];
  if (ordered < 0 || from === undefined || last === undefined) return lost;
  const seconds = Math.max(...told.map((step) => step.visibleAfterSeconds));
  const data = { ...lost.data, step: from.id, until: last.id, seconds };
  return reason(`${lost.code}-until`, data);
}
