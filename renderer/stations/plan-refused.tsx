import { Button } from "@mantine/core";
import type { Refusal } from "../../shared/plan/plan.ts";
import { Heading } from "../frame/heading.tsx";
import { WizardFrame } from "../frame/wizard-frame.tsx";
import { Is } from "../parts/glyph.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import { PlanFaq } from "./plan-faq.tsx";
import { PlanOpened } from "./plan-opened.tsx";
import type { PlanView } from "./plan-facts.ts";

/** No plan leads there: why, and what would make one possible. */
export function PlanRefused({
  view,
  refusal,
}: {
  readonly view: PlanView;
  readonly refusal: Refusal;
}) {
  const words = useWords();
  const { go } = useEngine();
  const title = words.say("plan.refused", { name: view.name });
  const back = (): void => void go("questions");
  return (
    <WizardFrame
      station="plan"
      title={title}
      back={back}
      next={<Button onClick={back}>{words.say("wizard.plan.change-answers")}</Button>}
    >
      <div className="stack">
        <Heading state="bad" lead={words.say("wizard.plan.refused-lead")}>
          {title}
        </Heading>
        <PlanOpened />
        <div className="split even">
          <section className="card">
            <h2 className="h2">{words.say("wizard.why")}</h2>
            <ul className="stack g8">
              {refusal.reasons.map((each) => (
                <li key={each.code}>
                  <Is state="bad">{words.reason(each)}</Is>
                </li>
              ))}
            </ul>
          </section>
          <section className="card">
            <h2 className="h2">{words.say("plan.would-help")}</h2>
            <ul className="stack g8">
              {refusal.wouldHelp.map((each) => (
                <li key={each.code}>
                  <Is state="info">{words.reason(each)}</Is>
                </li>
              ))}
            </ul>
          </section>
        </div>
        <PlanFaq view={view} />
      </div>
    </WizardFrame>
  );
}
