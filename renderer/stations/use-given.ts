import { useEffect, useRef, useState, type RefObject } from "react";
import type { Answers } from "../../shared/answers/answers.ts";
import { useEngine } from "../state/use-engine.ts";
import { withAnswer, type Asked } from "./question-list.ts";

type Given = ReadonlyMap<Asked["key"], string | readonly string[]>;

/** What was chosen and typed. It is kept whichever way the questions are left, also by the browser's own. */
export function useGiven() {
  const { page, answer } = useEngine();
  const [given, setGiven] = useState<Given>(new Map());
  const unsaved = useRef<Given>(new Map());
  const latest = useRef({ page, answer });
  useEffect(() => {
    latest.current = { page, answer };
  });
  useEffect(() => () => keep(unsaved, latest.current), []);
  const give = (key: Asked["key"], value: string | readonly string[]): void => {
    unsaved.current = new Map(unsaved.current).set(key, value);
    setGiven(new Map(given).set(key, value));
  };
  return { given, give, withGiven: (answers: Answers) => takeInto(answers, unsaved) };
}

type Kept = Pick<ReturnType<typeof useEngine>, "page" | "answer">;

function keep(unsaved: RefObject<Given>, { page, answer }: Kept): void {
  if (unsaved.current.size === 0) return;
  void answer({ answers: takeInto(page.wizard.draft.answers, unsaved) });
}

/** The answers with everything that was given since they were last sent. */
function takeInto(answers: Answers, unsaved: RefObject<Given>): Answers {
  const given = [...unsaved.current];
  unsaved.current = new Map();
  return given.reduce((before, [key, value]) => withAnswer(before, key, value), answers);
}
