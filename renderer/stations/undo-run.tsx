import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useState } from "react";
import type { Problem } from "../../shared/problems/problem.ts";
import { ProblemCard } from "../parts/problem-card.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";

/** The way back from a run that is not done: what it has changed so far is put back, once that is approved. */
export function UndoRun({ run }: { readonly run: string }) {
  const words = useWords();
  const { page, call, tell, go } = useEngine();
  const [problem, setProblem] = useState<Problem | null>(null);
  const begin = async (): Promise<void> => {
    setProblem(null);
    const reply = await call("run.undo", { run });
    if (reply?.ok === true) tell({ event: "run", state: reply.value });
    else if (reply !== null) setProblem(reply.problem);
  };
  return (
    <section className="card stack g8" aria-labelledby="way-back">
      <h2 className="h3" id="way-back">
        {words.say("wizard.plan.way-back")}
      </h2>
      <p className="second ink2 prose">{words.say("wizard.waiting.way-back-more")}</p>
      <Button
        variant="default"
        className="start"
        leftSection={<IconArrowBackUp size={17} />}
        onClick={() => void begin()}
      >
        {words.say(page.apply.earlier.run === null ? "wizard.proof.undo" : "wizard.proof.undo-run")}
      </Button>
      {problem !== null && (
        <>
          <ProblemCard problem={problem} level={3} />
          <Button variant="subtle" onClick={() => void go("host")}>
            {words.say("wizard.apply.sign-in-again")}
          </Button>
        </>
      )}
    </section>
  );
}
