import { assertNever } from "../../shared/domain/result.ts";
import type { Step } from "../../shared/plan/plan.ts";
import { isHandedOver, performAsk, performWait } from "./perform/ask.ts";
import { performCertificate, performOrderKey } from "./perform/certificate.ts";
import { performProve } from "./perform/prove.ts";
import { performPublish } from "./perform/publish.ts";
import { performService } from "./perform/service.ts";
import { performWriteFile } from "./perform/write-file.ts";
import type { RunContext, StepEnd } from "./run-context.ts";

/**
 * Carries one step out, or waits for the person whose step it is. Every kind can be performed again
 * after an interruption without harm.
 */
export function performStep(context: RunContext, step: Step): Promise<StepEnd> {
  if (isHandedOver(step)) return performAsk(context, step);
  switch (step.kind) {
    case "write-file":
      return performWriteFile(context, step);
    case "order-key":
      return performOrderKey(context, step);
    case "obtain-certificate":
      return performCertificate(context, step);
    case "publish-file":
      return performPublish(context, step);
    case "control-service":
      return performService(context, step);
    case "dns-record":
    case "ask-person":
      return performAsk(context, step);
    case "wait":
      return performWait(context, step);
    case "prove":
      return performProve(context, step);
    default:
      return assertNever(step);
  }
}
