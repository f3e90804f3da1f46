import type { Problem } from "../../shared/problems/problem.ts";
import { useWords } from "../words/use-words.ts";
import { CopyText } from "./copy.tsx";
import { Glyph, type Shown } from "./glyph.tsx";

const SHOWN = { error: "bad", warning: "warn", info: "info" } as const;

/** The state of a problem. */
export function shownOf({ severity }: Pick<Problem, "severity">): Shown {
  return SHOWN[severity];
}

/** A problem: the finding, what it means, the one next step; the evidence is one click away. */
export function ProblemCard({
  problem,
  level = 2,
}: {
  readonly problem: Problem;
  readonly level?: 2 | 3;
}) {
  const words = useWords();
  const { title, meaning, next } = words.problem(problem);
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section className={`card ${problem.severity === "warning" ? "s-warn" : ""} stack g8`}>
      <div className="row nowrap top g8">
        <Glyph state={shownOf(problem)} size={22} />
        <Heading className="h3">{title}</Heading>
      </div>
      <p className="second ink2 prose">{meaning}</p>
      <p className="second prose">
        <b>{words.say("wizard.next-step")}</b> {next}
      </p>
      {problem.evidence !== null && (
        <details className="second">
          <summary>{words.say("wizard.evidence")}</summary>
          <CopyText
            value={problem.evidence}
            what={words.sayCode("wizard.seen-from", problem.seenFrom)}
            wrap
          />
        </details>
      )}
    </section>
  );
}
