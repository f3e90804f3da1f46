import { useState } from "react";
import { Heading } from "../frame/heading.tsx";
import { WizardFrame } from "../frame/wizard-frame.tsx";
import { BusyButton } from "../parts/busy-button.tsx";
import { ProblemCard } from "../parts/problem-card.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords, type Words } from "../words/use-words.ts";
import { NameField } from "./name-field.tsx";
import { NameFound } from "./name-found.tsx";
import { NameFresh } from "./name-fresh.tsx";
import { useLook, type LookUnderWay } from "./use-look.ts";

/** Looks at a name without a login: how every era of server reaches it, or where it breaks. */
export function Name() {
  const words = useWords();
  const { page, go } = useEngine();
  const { draft, practice } = page.wizard;
  const [typed, setTyped] = useState(draft.name ?? "");
  const { look, at, problem } = useLook();
  const isFresh = draft.name === null;
  const name = at?.name ?? page.looked?.name ?? draft.name ?? typed;
  const title = isFresh
    ? words.say(practice ? "wizard.name.title-practice" : "wizard.name.title-fresh")
    : words.say("wizard.name.title", { name });
  const lookAt = (): void => void look(typed.trim());
  const lookedAt = at === null ? page.looked : null;
  const live =
    lookedAt === null
      ? liveOf(at, words)
      : words.sayCode("wizard.verdict", lookedAt.report.verdict, { name });
  return (
    <WizardFrame
      station="name"
      title={title}
      next={<Next at={at} isFresh={isFresh} isEmpty={typed.trim() === ""} onLook={lookAt} />}
      back={() => void go("home")}
      slim={isFresh}
      live={live}
    >
      <div className="stack g20">
        <Heading
          focus={!isFresh}
          entry={isFresh ? "fresh" : "found"}
          lead={leadOf(isFresh, at, words)}
        >
          {title}
        </Heading>
        <NameField
          typed={typed}
          name={name}
          onType={setTyped}
          onLook={lookAt}
          isFresh={isFresh}
          busy={at !== null && at.typed === typed.trim()}
        />
        {problem !== null && <ProblemCard problem={problem} />}
        {isFresh && <NameFresh onPick={setTyped} picked={typed} />}
        {!isFresh && (at !== null || page.looked !== null) && <NameFound name={name} at={at} />}
      </div>
    </WizardFrame>
  );
}

interface NextProps {
  readonly at: LookUnderWay | null;
  readonly isFresh: boolean;
  readonly isEmpty: boolean;
  readonly onLook: () => void;
}

/** Looks, where nothing was looked at; else goes on, also while it looks. It waits for the name to be read alone. */
function Next({ at, isFresh, isEmpty, onLook }: NextProps) {
  const words = useWords();
  const { go } = useEngine();
  const isReading = at !== null && !at.kept;
  if (isFresh)
    return (
      <BusyButton onClick={onLook} busy={isReading} disabled={isEmpty}>
        {words.say("wizard.name.look")}
      </BusyButton>
    );
  return (
    <BusyButton onClick={() => void go("host")} busy={isReading}>
      {words.say(at === null ? "wizard.name.go-on" : "wizard.name.go-on-meanwhile")}
    </BusyButton>
  );
}

function liveOf(at: LookUnderWay | null, words: Words): string {
  return at?.kept === true ? words.say("wizard.name.looking") : "";
}

function leadOf(isFresh: boolean, at: LookUnderWay | null, words: Words): string {
  if (isFresh) return words.say("wizard.name.lead-fresh");
  return words.say(at === null ? "wizard.name.lead" : "wizard.name.looking");
}
