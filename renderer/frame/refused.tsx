import { ProblemCard } from "../parts/problem-card.tsx";
import { useTold } from "../parts/announcer.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";

/** What was pressed and could not be done, over the screen where it was pressed. */
export function Refused() {
  const words = useWords();
  const { refused } = useEngine().page;
  useTold(refused === null ? "" : words.problem(refused).title);
  if (refused === null) return null;
  return (
    <div className="refused">
      <ProblemCard problem={refused} />
    </div>
  );
}
