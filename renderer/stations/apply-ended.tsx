import type { Problem } from "../../shared/problems/problem.ts";
import { isPassing } from "../../shared/run/passing-path.ts";
import { Heading } from "../frame/heading.tsx";
import { WizardFrame } from "../frame/wizard-frame.tsx";
import { CopyText } from "../parts/copy.tsx";
import { Is, Note, type Shown } from "../parts/glyph.tsx";
import { Broken, Mono } from "../parts/wrap.tsx";
import { useEngine } from "../state/use-engine.ts";
import type { Page } from "../state/wizard.ts";
import { useWords, type Words } from "../words/use-words.ts";
import { NextStep, OtherStep } from "./apply-ended-next.tsx";
import { RunLog } from "./run-log.tsx";
import { RunSteps } from "./run-steps.tsx";

/** A run that ended undone, unknown, or before it began: what happened, what is true now, the one next step. */
export function ApplyEnded() {
  const words = useWords();
  const { page } = useEngine();
  const { apply } = page;
  const [first] = apply.problems;
  const spoken = first === undefined ? null : words.problem(first);
  const end = words.sayCode("wizard.ended", endOf(page));
  // That nobody knows how it ended is the finding; what led to it stands under "why".
  const title = apply.outcome === "unknown" ? end : (spoken?.title ?? end);
  return (
    <WizardFrame station="apply" title={title} next={<NextStep />} more={<OtherStep />}>
      <div className="split">
        <div className="stack">
          <div role={apply.outcome === null ? undefined : "alert"}>
            <Heading state={stateOf(page)} lead={words.sayCode("wizard.ended-lead", leadOf(page))}>
              {title}
            </Heading>
          </div>
          {first !== undefined && (
            <WhyCard problem={first} isUnknown={apply.outcome === "unknown"} />
          )}
          {apply.outcome === "undone" && <StaysForGood />}
          <Restored page={page} words={words} />
          <details className="second">
            <summary>{words.say("wizard.apply.log")}</summary>
            <RunLog />
          </details>
        </div>
        <aside aria-label={words.say("wizard.ended.done-undone")}>
          <RunSteps title={words.say("wizard.ended.done-undone")} shown />
        </aside>
      </div>
    </WizardFrame>
  );
}

/** What no undoing takes back: a certificate that was issued stays on public lists. */
function StaysForGood() {
  const words = useWords();
  const { page } = useEngine();
  return page.apply.irreversible.map(({ step, ...why }) => (
    <Note key={step} state="info">
      <p>
        <b>{words.say("plan.irreversible")} </b>
        {words.reason(why)}
      </p>
    </Note>
  ));
}

/** Why it ended so, with the evidence, and the one step. */
function WhyCard({
  problem,
  isUnknown,
}: {
  readonly problem: Problem;
  readonly isUnknown: boolean;
}) {
  const words = useWords();
  const { title, meaning, next } = words.problem(problem);
  const { ca, detail, type } = problem.data;
  return (
    <section className="card is-lift stack g12">
      <h2 className="h2">{words.say("wizard.why")}</h2>
      <p className="ink2 prose">
        {isUnknown && <b>{title}. </b>}
        {meaning}
      </p>
      {typeof detail === "string" && detail !== "" && typeof type === "string" && type !== "" && (
        <p className="ink2 prose">
          <Broken text={words.say("wizard.ended.ca-says", { ca, detail, type })} />
        </p>
      )}
      {problem.evidence !== null && (
        <CopyText
          value={problem.evidence}
          what={words.sayCode("wizard.seen-from", problem.seenFrom)}
          wrap
        />
      )}
      <h2 className="h2">{words.say("wizard.what-to-do")}</h2>
      <p className="ink2 prose">{isUnknown ? words.say("wizard.ended.unknown-next") : next}</p>
    </section>
  );
}

/** Where undoing or renewing was asked for, more than nothing stands. */
function leadOf(page: Page): string {
  const end = endOf(page);
  const asked = page.apply.kind === "undo" || page.apply.kind === "renew";
  return end === "not-begun" && asked ? "not-begun-asked" : end;
}

/** Red is for what broke: a run that was stopped, or never approved, did not. */
function stateOf({ apply }: Page): Shown {
  if (apply.outcome === "unknown") return "unknown";
  if (apply.outcome === "kept" || (apply.kind === "undo" && apply.outcome === "undone"))
    return "ok";
  const asked = ["interrupted", "approval-missing"].includes(apply.problems[0]?.code ?? "");
  return asked ? "idle" : "bad";
}

/** Which end it was, as the words name it. */
function endOf({ apply }: Page): string {
  if (apply.outcome === null) return "not-begun";
  if (apply.outcome !== "undone" || apply.kind !== "undo") return apply.outcome;
  return apply.earlier.run === null ? "taken-back" : `taken-back-${apply.of}`;
}

function Restored({ page, words }: { readonly page: Page; readonly words: Words }) {
  const restored = page.apply.restored.filter(({ path }) => !isPassing(path));
  if (restored.length === 0) return null;
  return (
    <section className="card stack g8">
      <h2 className="h3">{words.say("undo.done", { count: restored.length })}</h2>
      <ul className="stack g4 second">
        {restored.map(({ path }) => (
          <li key={path}>
            <Is state="ok">
              <Mono>{path}</Mono>
            </Is>
          </li>
        ))}
      </ul>
    </section>
  );
}
