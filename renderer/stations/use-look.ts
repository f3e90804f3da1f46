import { useLayoutEffect, useState } from "react";
import type { Problem } from "../../shared/problems/problem.ts";
import { useEngine } from "../state/use-engine.ts";

/** A look that is under way. */
export interface LookUnderWay {
  /** What was typed. */
  readonly typed: string;
  /** The name, as it was read once `kept`; as it was typed before. */
  readonly name: string;
  /** The name could be read and stands in the draft: one may go on with it while it is looked at. */
  readonly kept: boolean;
}

/** The way to look at a name, and how the newest look stands. */
export interface Look {
  readonly look: (typed: string) => Promise<void>;
  readonly at: LookUnderWay | null;
  readonly problem: Problem | null;
}

/** Counts the looks of all screens: the late answer of an older one changes nothing any more. */
let newest = 0;

/**
 * Looks at a name. It is kept in the draft as soon as it was read, which refuses a name that cannot be;
 * the look itself may take long, and goes on when the screen is left.
 */
export function useLook(): Look {
  const { page, call, tell } = useEngine();
  const { name: kept } = page.wizard.draft;
  const [at, setAt] = useState<LookUnderWay | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const lookAt = async (name: string, typed: string, mine: number): Promise<void> => {
    setAt({ typed, name, kept: true });
    tell({ event: "look-begins" });
    const reply = await call("name.look", { name });
    const now = reply?.ok === true ? await call("wizard.state", {}) : null;
    if (mine !== newest) return;
    if (reply?.ok === false) setProblem(reply.problem);
    // Whoever went on may have chosen another name, or another world, by now.
    const isStill = now?.ok === true && now.value.draft.name === name;
    if (reply?.ok === true && isStill)
      tell({ event: "looked", looked: { ...reply.value, at: Date.now() } });
    setAt(null);
  };
  const look = async (typed: string): Promise<void> => {
    if (typed === "" || at?.typed === typed) return;
    const mine = ++newest;
    setProblem(null);
    setAt({ typed, name: typed, kept: false });
    const reply = await call("wizard.answer", { name: typed });
    if (mine !== newest) return;
    if (reply?.ok === true) {
      tell({ event: "state", state: reply.value });
      return lookAt(reply.value.draft.name ?? typed, typed, mine);
    }
    setAt(null);
    if (reply !== null) setProblem(reply.problem);
  };
  useLayoutEffect(() => {
    if (kept !== null && page.looked === null && at === null) void lookAt(kept, kept, ++newest);
    // When the screen comes, or when another window has chosen a name: its line is not known here.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [kept]);
  return { look, at, problem };
}
