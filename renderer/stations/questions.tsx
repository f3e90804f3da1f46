import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Output } from "../../shared/api/contract.ts";
import { Heading } from "../frame/heading.tsx";
import { WizardFrame } from "../frame/wizard-frame.tsx";
import { useEngine } from "../state/use-engine.ts";
import { passOn } from "../state/use-history.ts";
import { useWords } from "../words/use-words.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { QuestionField } from "./question-field.tsx";
import { QuestionSide } from "./question-side.tsx";
import { Stuck } from "./stuck.tsx";
import { useGiven } from "./use-given.ts";
import { askedList, isTaken, withAnswer, type Asked } from "./question-list.ts";

/** How long "nothing to ask" stands before it goes on by itself, in ms. */
const NOTHING_MS = 2000;

/** Asks what could not be seen, one thing at a time. */
export function Questions() {
  const { page, call, go } = useEngine();
  const [view, setView] = useState<Output<"questions.open"> | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const look = async (): Promise<void> => {
    setProblem(null);
    const reply = await call("questions.open", {});
    if (reply?.ok === true) setView(reply.value);
    else if (reply !== null) setProblem(reply.problem);
  };
  useEffect(() => {
    void look();
    // Once, when the screen comes: the list stays while it is gone through.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const { draft } = page.wizard;
  const back = (): void => void go("host");
  if (problem !== null)
    return (
      <Stuck station="questions" problem={problem} onBack={back} onAgain={() => void look()} />
    );
  if (view === null) return <Looking onBack={back} />;
  const list = askedList(view, draft.answers, draft.name ?? "");
  if (list.length === 0) return <NothingToAsk />;
  return <OneByOne list={list} />;
}

function Looking({ onBack }: { readonly onBack: () => void }) {
  const words = useWords();
  const title = words.say("wizard.questions.looking");
  return (
    <WizardFrame station="questions" title={title} back={onBack} live={title}>
      <Heading state="busy">{title}</Heading>
    </WizardFrame>
  );
}

function NothingToAsk() {
  const words = useWords();
  const { go } = useEngine();
  const goOn = (): void => {
    passOn();
    void go("plan");
  };
  useEffect(() => {
    const timer = setTimeout(goOn, NOTHING_MS);
    return () => clearTimeout(timer);
    // Once, when the screen comes.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const title = words.say("wizard.questions.nothing");
  return (
    <WizardFrame
      station="questions"
      title={title}
      back={() => void go("host")}
      next={<Button onClick={goOn}>{words.say("wizard.go-on")}</Button>}
    >
      <Heading state="ok" lead={words.say("wizard.questions.nothing-more")}>
        {title}
      </Heading>
    </WizardFrame>
  );
}

/** The list is fixed when the screen comes, so that answering does not move it. */
function OneByOne({ list: first }: { readonly list: readonly Asked[] }) {
  const words = useWords();
  const { page, answer } = useEngine();
  const { draft } = page.wizard;
  const [list] = useState(first);
  const kept = draft.page["question"];
  const found = list.findIndex(({ key }) => key === kept);
  const at = Math.max(0, found);
  const asked = list[at];
  const { given, give, withGiven } = useGiven();
  const [refused, setRefused] = useState<Asked["key"] | null>(null);
  if (asked === undefined) return null;
  const value = given.get(asked.key) ?? presetOf(asked, draft.answers[asked.key]);
  const goTo = async (index: number): Promise<void> => {
    // Going back takes nothing, so that nobody is kept here by what was typed.
    if (index > at && !isTaken(asked.key, value)) return setRefused(asked.key);
    setRefused(null);
    const answers = withGiven(withAnswer(draft.answers, asked.key, value));
    const to = list[index];
    if (to === undefined) await answer({ answers, station: index < 0 ? "host" : "plan" });
    else await answer({ answers, page: { ...draft.page, question: to.key } });
  };
  const title =
    words.find("wizard.ask", asked.key, { name: draft.name }) ??
    words.sayCode("questions", `ask-${asked.key}`);
  const place = words.say("wizard.questions.place", { at: at + 1, of: list.length });
  return (
    <WizardFrame
      station="questions"
      title={title}
      back={() => void goTo(at - 1)}
      next={<Button onClick={() => void goTo(at + 1)}>{words.say("wizard.go-on")}</Button>}
      more={list.length > at + 1 && <TakeRest onTake={() => goTo(list.length)} />}
      live={place}
    >
      <div className="split">
        <div className="stack">
          <Heading cap={place} id="question" entry={asked.key}>
            {title}
          </Heading>
          <QuestionField
            key={asked.key}
            asked={asked}
            value={value}
            refused={refused === asked.key && !isTaken(asked.key, value)}
            onValue={(next) => give(asked.key, next)}
            onEnter={() => void goTo(at + 1)}
          />
        </div>
        <QuestionSide asked={asked} />
      </div>
    </WizardFrame>
  );
}

function TakeRest({ onTake }: { readonly onTake: () => Promise<void> }) {
  const words = useWords();
  return (
    <Button variant="subtle" onClick={() => void onTake()}>
      {words.say("wizard.questions.take-rest")}
    </Button>
  );
}

function presetOf(
  { preset }: Asked,
  answered: string | number | readonly string[] | undefined,
): string | readonly string[] {
  const value = answered ?? preset;
  return typeof value === "number" ? String(value) : value;
}
