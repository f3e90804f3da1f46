import { useEffect, useState } from "react";
import type { Problem } from "../../shared/problems/problem.ts";
import { Heading } from "../frame/heading.tsx";
import { WizardFrame } from "../frame/wizard-frame.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import { PlanMade } from "./plan-made.tsx";
import { PlanRefused } from "./plan-refused.tsx";
import { Stuck } from "./stuck.tsx";

/** The plan: what is recommended, what it changes, and why; or what would make one possible. */
export function Plan() {
  const words = useWords();
  const { page, call, tell, go } = useEngine();
  const [problem, setProblem] = useState<Problem | null>(null);
  const make = async (): Promise<void> => {
    setProblem(null);
    const reply = await call("plan.make", {});
    if (reply?.ok === true) tell({ event: "planned", plan: reply.value });
    else if (reply !== null) setProblem(reply.problem);
  };
  useEffect(() => {
    void make();
    // Once, when the screen comes.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const view = page.plan;
  if (view?.plan) return <PlanMade key={view.digest} view={view} plan={view.plan} />;
  if (view?.refusal) return <PlanRefused view={view} refusal={view.refusal} />;
  const back = (): void => void go("questions");
  if (problem !== null)
    return <Stuck station="plan" problem={problem} onBack={back} onAgain={() => void make()} />;
  const title = words.say("wizard.plan.making");
  return (
    <WizardFrame station="plan" title={title} back={back} live={title}>
      <Heading state="busy">{title}</Heading>
    </WizardFrame>
  );
}
