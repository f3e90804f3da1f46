import type { Step } from "../../shared/plan/plan.ts";
import type { Words } from "../words/use-words.ts";

/** What a step does and to what, in a few words. */
export function stepTitle(step: Step, words: Words): string {
  switch (step.kind) {
    case "write-file":
      return words.sayCode("wizard.step-file", step.file.what, { path: step.file.path });
    case "order-key":
      return words.say("wizard.step.order-key", { names: words.list(step.names) });
    case "obtain-certificate":
      return words.say("wizard.step.obtain-certificate", { names: words.list(step.names) });
    case "publish-file":
      return words.say("wizard.step.publish-file", { count: step.files.length });
    case "dns-record":
      return words.sayCode("wizard.step-record", step.record.change, {
        type: step.record.type,
        name: step.record.name,
      });
    case "control-service":
      return words.sayCode("wizard.step-service", step.action, { unit: step.unit });
    case "ask-person":
      return words.say("wizard.step.ask-person");
    case "wait":
      return words.say("wizard.step.wait", { span: words.span(step.seconds) });
    case "prove":
      return words.sayCode("wizard.step-prove", step.what);
  }
}

/** What changes, by name, as the head of its difference. */
export function stepPlace(step: Step): string {
  switch (step.kind) {
    case "write-file":
      return step.file.path;
    case "publish-file":
      return step.files[0]?.path ?? "";
    case "order-key":
    case "obtain-certificate":
      return step.path;
    case "dns-record":
      return step.record.name;
    case "control-service":
      return step.unit;
    case "ask-person":
      return step.files[0]?.url ?? step.records[0]?.name ?? "";
    case "wait":
    case "prove":
      return "";
  }
}
