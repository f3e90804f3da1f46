import { useRef, useState } from "react";
import type { Problem } from "../../shared/problems/problem.ts";
import { isTooLarge, MOST_OF_PLAN } from "../parts/file-size.ts";
import { AlertNote } from "../parts/alert-note.tsx";
import { ProblemCard } from "../parts/problem-card.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";

/** Opens a saved plan from a file; it is made again from its facts, and the stored steps are never believed. */
export function OpenPlan() {
  const words = useWords();
  const { call, tell } = useEngine();
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const open = async (file: File): Promise<void> => {
    const refused = isTooLarge(file, MOST_OF_PLAN);
    setTooLarge(refused ? file.name : null);
    setProblem(null);
    if (refused) return;
    const reply = await call("plan.open", { text: await file.text() });
    if (reply === null) return;
    if (!reply.ok) {
      const { data } = reply.problem;
      return setProblem({ ...reply.problem, data: { ...data, path: file.name } });
    }
    tell({ event: "state", state: reply.value.state });
    const { view, changed } = reply.value;
    tell({ event: "planned", plan: view });
    const digest = changed ? null : view.digest;
    tell({
      event: "plan-opened",
      opened: { file: file.name, digest, withHost: view.withHost },
    });
    const gone = await call("wizard.answer", { station: "plan" });
    if (gone?.ok === true) tell({ event: "state", state: gone.value });
  };
  return (
    <>
      <button type="button" className="away" onClick={() => field.current?.click()}>
        {words.say("wizard.welcome.open-plan")}
      </button>
      <input
        ref={field}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={words.say("wizard.welcome.open-plan")}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) void open(file);
          event.currentTarget.value = "";
        }}
      />
      <AlertNote
        text={
          tooLarge === null ? null : words.say("wizard.welcome.plan-too-large", { file: tooLarge })
        }
      />
      {problem !== null && <ProblemCard problem={problem} />}
    </>
  );
}
