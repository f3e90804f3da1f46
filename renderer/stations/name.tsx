import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Problem } from "../../shared/problems/problem.ts";
import { Heading } from "../frame/heading.tsx";
import { WizardFrame } from "../frame/wizard-frame.tsx";
import { ProblemCard } from "../parts/problem-card.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import { NameField } from "./name-field.tsx";
import { NameFound } from "./name-found.tsx";
import { NameFresh } from "./name-fresh.tsx";

/** Looks at a name without a login: how every era of server reaches it, or where it breaks. */
export function Name() {
  const words = useWords();
  const { page, go } = useEngine();
  const { draft, practice } = page.wizard;
  const [typed, setTyped] = useState(draft.name ?? "");
  const { look, busy, problem } = useLook();
  useEffect(() => {
    if (draft.name !== null && page.looked === null) void look(draft.name);
    // Once, when the screen comes: what was looked at before is looked at again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const isFresh = page.looked === null && !busy;
  const host = page.looked?.name ?? draft.name ?? typed;
  const title = isFresh
    ? words.say(practice ? "wizard.name.title-practice" : "wizard.name.title-fresh")
    : words.say("wizard.name.title", { name: host });
  const lookAt = (): void => void look(typed.trim());
  const next = isFresh ? (
    <Button onClick={lookAt} disabled={typed.trim() === ""}>
      {words.say("wizard.name.look")}
    </Button>
  ) : (
    <Button onClick={() => void go("host")} disabled={draft.name === null}>
      {words.say(busy ? "wizard.name.go-on-meanwhile" : "wizard.name.go-on")}
    </Button>
  );
  const live = busy
    ? words.say("wizard.name.looking")
    : page.looked === null
      ? ""
      : words.sayCode("wizard.verdict", page.looked.report.verdict, { name: host });
  return (
    <WizardFrame
      station="name"
      title={title}
      next={next}
      back={() => void go("home")}
      slim={isFresh}
      live={live}
    >
      <div className="stack g20">
        <Heading
          focus={!isFresh}
          entry={isFresh ? "fresh" : "found"}
          lead={leadOf(isFresh, busy, words)}
        >
          {title}
        </Heading>
        <NameField typed={typed} onType={setTyped} onLook={lookAt} isFresh={isFresh} busy={busy} />
        {problem !== null && <ProblemCard problem={problem} />}
        {isFresh ? (
          <NameFresh onPick={setTyped} picked={typed} />
        ) : (
          <NameFound name={host} busy={busy} />
        )}
      </div>
    </WizardFrame>
  );
}

function leadOf(isFresh: boolean, busy: boolean, words: ReturnType<typeof useWords>): string {
  if (isFresh) return words.say("wizard.name.lead-fresh");
  return words.say(busy ? "wizard.name.looking" : "wizard.name.lead");
}

/** Looks at a name, and keeps it in the draft as soon as it was read. */
function useLook() {
  const { page, call, tell } = useEngine();
  const [busy, setBusy] = useState(page.wizard.draft.name !== null && page.looked === null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const look = async (name: string): Promise<void> => {
    if (name === "") return;
    setBusy(true);
    setProblem(null);
    tell({ event: "look-begins" });
    const reply = await call("name.look", { name });
    setBusy(false);
    if (reply === null) return;
    if (!reply.ok) return setProblem(reply.problem);
    const state = await call("wizard.answer", { name: reply.value.name });
    if (state?.ok === true) tell({ event: "state", state: state.value });
    tell({ event: "looked", looked: { ...reply.value, at: Date.now() } });
  };
  return { look, busy, problem };
}
