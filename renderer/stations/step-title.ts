import type { Step } from "../../shared/plan/plan.ts";
import { stepName } from "../../shared/words/step-name.ts";
import type { Words } from "../words/use-words.ts";

/** What a step does, by the name that it has everywhere. Of a certificate, somebody's own is no order. */
export function titleOfStep(
  { id, kind, who }: { readonly id: string; readonly kind: string; readonly who: Step["who"] },
  words: Words,
): string {
  return stepName(id, kind, words, who);
}

/** The same, with what it is done to. */
export function stepTitle(step: Step, words: Words): string {
  const does = titleOfStep(step, words);
  const about = placeInTitle(step, words);
  return about === "" ? does : words.say("wizard.step.about", { does, about });
}

function placeInTitle(step: Step, words: Words): string {
  switch (step.kind) {
    case "write-file":
      return step.file.path;
    case "order-key":
    case "obtain-certificate":
      return words.list(step.names);
    case "dns-record":
      return `${step.record.type} ${step.record.name}`;
    case "wait":
      return words.span(step.seconds);
    case "publish-file":
    case "control-service":
    case "ask-person":
    case "prove":
      return "";
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
