import { Button } from "@mantine/core";
import type { Station } from "../../shared/api/wizard-parts.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { Heading } from "../frame/heading.tsx";
import { WizardFrame } from "../frame/wizard-frame.tsx";
import { CopyText } from "../parts/copy.tsx";
import { shownOf } from "../parts/problem-card.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";

interface StuckProps {
  readonly station: Station;
  readonly problem: Problem;
  readonly onBack: () => void;
  /** Does once more what came to the problem. */
  readonly onAgain: () => void;
}

/** A screen that could not be made: what stands in the way is its finding, and the way on its main button. */
export function Stuck({ station, problem, onBack, onAgain }: StuckProps) {
  const words = useWords();
  const { title, meaning, next } = words.problem(problem);
  return (
    <WizardFrame
      station={station}
      title={title}
      live={title}
      back={onBack}
      next={<WayOn problem={problem} onAgain={onAgain} />}
    >
      <div className="stack">
        <Heading state={problem.code === "login-needed" ? "info" : shownOf(problem)} lead={meaning}>
          {title}
        </Heading>
        <p className="prose">
          <b>{words.say("wizard.next-step")}</b> {next}
        </p>
        {problem.evidence !== null && (
          <CopyText
            value={problem.evidence}
            what={words.sayCode("wizard.seen-from", problem.seenFrom)}
            wrap
          />
        )}
      </div>
    </WizardFrame>
  );
}

/** Signs in where that is what is missing, else looks again. */
export function WayOn({ problem, onAgain }: Pick<StuckProps, "problem" | "onAgain">) {
  const words = useWords();
  const { go } = useEngine();
  if (problem.code === "login-needed")
    return <Button onClick={() => void go("host")}>{words.say("wizard.host.sign-in")}</Button>;
  return <Button onClick={onAgain}>{words.say("wizard.ended.look-again")}</Button>;
}
