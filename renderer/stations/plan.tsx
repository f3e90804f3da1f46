import { useEffect, useState } from "react";
import type { Problem } from "../../shared/problems/problem.ts";
import { Heading } from "../frame/heading.tsx";
import { WizardFrame } from "../frame/wizard-frame.tsx";
import { ProblemCard } from "../parts/problem-card.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import { PlanMade } from "./plan-made.tsx";
import { PlanRefused } from "./plan-refused.tsx";

/** The plan: what is recommended, what it changes, and why; or what would make one possible. */
export function Plan() {
  const words = useWords();
  const { page, call, tell, go } = useEngine();
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    void call("plan.make", {}).then((reply) => {
      if (reply?.ok === true) tell({ event: "planned", plan: reply.value });
      else if (reply !== null) setProblem(reply.problem);
    });
    // Once, when the screen comes.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const view = page.plan;
  if (view?.plan) return <PlanMade key={view.digest} view={view} plan={view.plan} />;
  if (view?.refusal) return <PlanRefused view={view} refusal={view.refusal} />;
  const title = words.say("wizard.plan.making");
  return (
    <WizardFrame station="plan" title={title} back={() => void go("questions")} live={title}>
      <div className="stack">
        <Heading>{title}</Heading>
        {problem !== null && <ProblemCard problem={problem} />}
      </div>
    </WizardFrame>
  );
}
