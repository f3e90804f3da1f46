import { Button } from "@mantine/core";
import { useState } from "react";
import type { Problem } from "../../shared/problems/problem.ts";
import { Heading } from "../frame/heading.tsx";
import { WizardFrame } from "../frame/wizard-frame.tsx";
import { ProblemCard } from "../parts/problem-card.tsx";
import { useEngine } from "../state/use-engine.ts";
import type { Page } from "../state/wizard.ts";
import { useWords } from "../words/use-words.ts";
import { RunSteps } from "./run-steps.tsx";
import { isCutShort } from "../state/cut-short.ts";
import { UndoRun } from "./undo-run.tsx";

/** No run is under way in this process; one that was interrupted or waits may be gone on with. */
export function ApplyIdle() {
  const words = useWords();
  const { page, call, tell, go } = useEngine();
  const [refused, setRefused] = useState<Problem | null>(null);
  const problem = refused ?? whyNotResumed(page.apply);
  const { draft, connected } = page.wizard;
  const server = page.servers.find(({ name }) => name === draft.name);
  const run = draft.run ?? server?.run ?? null;
  const resume = async (): Promise<void> => {
    const reply = await call("apply.resume", { run });
    if (reply?.ok === true) tell({ event: "run", state: reply.value });
    else if (reply !== null) setRefused(reply.problem);
  };
  const steps = isCutShort(page.apply) ? page.apply.steps : [];
  const title = words.say(run === null ? "wizard.apply.none" : "wizard.apply.interrupted");
  const next =
    run === null ? (
      <Button onClick={() => void go("plan")}>{words.say("wizard.preflight.to-plan")}</Button>
    ) : (
      <Button onClick={() => void resume()}>{words.say("wizard.apply.resume")}</Button>
    );
  const isSignedOut = run !== null && draft.withHost !== false && connected.host === null;
  const more = (problem !== null || isSignedOut) && (
    <Button variant="default" onClick={() => void go("host")}>
      {words.say("wizard.apply.sign-in-again")}
    </Button>
  );
  return (
    <WizardFrame station="apply" title={title} next={next} more={more} back={() => void go("plan")}>
      <div className={steps.length > 0 ? "split" : "stack"}>
        <div className="stack">
          <Heading
            lead={words.say(
              run === null ? "wizard.apply.none-more" : "wizard.apply.interrupted-more",
            )}
          >
            {title}
          </Heading>
          {problem !== null && <ProblemCard problem={problem} />}
          {run !== null && <UndoRun run={run} />}
        </div>
        {steps.length > 0 && (
          <aside aria-label={words.say("wizard.apply.steps")}>
            <RunSteps title={words.say("wizard.apply.steps")} shown cut />
          </aside>
        )}
      </div>
    </WizardFrame>
  );
}

/** What kept Homeport from going on, the last time that it was asked to. */
function whyNotResumed({ kind, problems }: Page["apply"]): Problem | null {
  const [first] = problems;
  return kind !== "resume" || first === undefined || first.code === "interrupted" ? null : first;
}
