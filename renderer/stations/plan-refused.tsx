import { Button } from "@mantine/core";
import type { Reason, Refusal } from "../../shared/plan/plan.ts";
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
            <Once reasons={refusal.reasons} state="bad" />
          </section>
          <section className="card">
            <h2 className="h2">{words.say("plan.would-help")}</h2>
            <Once reasons={refusal.wouldHelp} state="info" />
          </section>
        </div>
        <PlanFaq view={view} />
      </div>
    </WizardFrame>
  );
}

interface OnceProps {
  readonly reasons: readonly Reason[];
  readonly state: "bad" | "info";
}

/** Several ways may be barred by, and helped with, the same: each sentence is said once. */
function Once({ reasons, state }: OnceProps) {
  const words = useWords();
  return (
    <ul className="stack g8">
      {[...new Set(reasons.map((each) => words.reason(each)))].map((text) => (
        <li key={text}>
          <Is state={state}>{text}</Is>
        </li>
      ))}
    </ul>
  );
}
