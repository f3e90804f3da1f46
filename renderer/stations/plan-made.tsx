import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import type { Plan } from "../../shared/plan/plan.ts";
import { Heading } from "../frame/heading.tsx";
import { WizardFrame } from "../frame/wizard-frame.tsx";
import { Note } from "../parts/glyph.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import { PlanChanges } from "./plan-changes.tsx";
import { openedAs } from "./opened-as.ts";
import { PlanFaq } from "./plan-faq.tsx";
import { changesOf, type PlanView } from "./plan-facts.ts";
import { PlanOpened } from "./plan-opened.tsx";
import { PlanRecords } from "./plan-records.tsx";
import { PlanReach } from "./plan-reach.tsx";
import { PlanRoute } from "./plan-route.tsx";
import { PlanTake } from "./plan-take.tsx";
import { PlanWays, type ShownWay } from "./plan-ways.tsx";
import { useSavePlan } from "./use-save-plan.ts";

interface PlanMadeProps {
  readonly view: PlanView;
  readonly plan: Plan;
}

/** A plan that was made. */
export function PlanMade({ view, plan }: PlanMadeProps) {
  const words = useWords();
  const { page, go } = useEngine();
  const [shown, setShown] = useState<ShownWay | null>(null);
  const save = useSavePlan();
  const changes = changesOf(plan);
  const title = titleOf(plan, changes.length, words);
  const back = (): void => void go("questions");
  const nothing = changes.length === 0;
  const main = mainOf(view, nothing, openedAs(page));
  const next =
    shown !== null ? (
      <Button onClick={() => setShown(null)}>{words.say("wizard.plan.keep-recommended")}</Button>
    ) : (
      <MainButton main={main} save={save} />
    );
  const live = words.say("wizard.plan.count", { count: changes.length });
  // Where saving is the main button, it stands there alone.
  const saver = (main !== "save" || shown !== null) && (
    <Button variant="subtle" leftSection={<IconDownload size={17} />} onClick={() => void save()}>
      {words.say("wizard.plan.save")}
    </Button>
  );
  return (
    <WizardFrame station="plan" title={title} next={next} more={saver} back={back} live={live}>
      <div className="stack">
        <Heading {...(nothing ? { state: "ok" as const } : {})} lead={leadOf(plan, words)}>
          {title}
        </Heading>
        <PlanOpened />
        <PlanWays plan={plan} shown={shown} onShown={setShown} />
        <PlanRoute plan={plan} other={shown?.plan} />
        <div className="split" hidden={shown !== null}>
          <div className="stack">
            {plan.consents.map((consent) => (
              <Note key={consent.code} state="warn">
                <p>{words.reason(consent)}</p>
              </Note>
            ))}
            {!nothing && <PlanChanges plan={plan} />}
            <PlanRecords plan={plan} at={view.lookedAt} />
            <PlanFaq view={view} />
          </div>
          <aside className="stack" aria-label={words.say("wizard.plan.who-reaches")}>
            <PlanReach plan={plan} />
            <PlanTake plan={plan} />
          </aside>
        </div>
      </div>
    </WizardFrame>
  );
}

type Main = "sign-in" | "see-proof" | "save" | "check-first";

/** What is to be done with a plan next. Without a login it is carried out by hand, from its file. */
function mainOf(view: PlanView, nothing: boolean, as: ReturnType<typeof openedAs>): Main {
  if (as === "signed-out") return "sign-in";
  if (nothing) return "see-proof";
  return view.withHost ? "check-first" : "save";
}

interface MainButtonProps {
  readonly main: Main;
  readonly save: () => Promise<void>;
}

function MainButton({ main, save }: MainButtonProps) {
  const words = useWords();
  const { go } = useEngine();
  switch (main) {
    case "sign-in":
      return <Button onClick={() => void go("host")}>{words.say("wizard.host.sign-in")}</Button>;
    case "see-proof":
      return <Button onClick={() => void go("proof")}>{words.say("wizard.plan.see-proof")}</Button>;
    case "save":
      return (
        <Button leftSection={<IconDownload size={17} />} onClick={() => void save()}>
          {words.say("wizard.plan.save")}
        </Button>
      );
    case "check-first":
      return (
        <Button onClick={() => void go("preflight")}>{words.say("wizard.plan.check-first")}</Button>
      );
  }
}

function titleOf(plan: Plan, changes: number, words: ReturnType<typeof useWords>): string {
  if (changes === 0) return words.say("wizard.plan.nothing");
  return words.sayCode("wizard.plan-title", plan.recommended);
}

function leadOf(plan: Plan, words: ReturnType<typeof useWords>): string {
  const { method, delegatedName, port } = plan.delegation;
  return words.sayCode("ways", method, { name: plan.serverName, host: delegatedName, port });
}
