import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { Alternative, DelegationMethod, Plan } from "../../shared/plan/plan.ts";
import { BusyButton } from "../parts/busy-button.tsx";
import { useTold } from "../parts/announcer.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";

/** Another way that is being looked at; its plan where it is possible. */
export interface ShownWay {
  readonly method: DelegationMethod;
  readonly plan: Plan | null;
}

interface PlanWaysProps {
  readonly plan: Plan;
  readonly shown: ShownWay | null;
  readonly onShown: (way: ShownWay | null) => void;
}

/** The recommended way and the others, with what each costs or why it cannot be. */
export function PlanWays({ plan, shown, onShown }: PlanWaysProps) {
  const words = useWords();
  const { page, call } = useEngine();
  const others = plan.alternatives.filter(({ method }) => method !== plan.recommended);
  if (others.length === 0) return null;
  const weigh = async (method: DelegationMethod): Promise<void> => {
    onShown({ method, plan: null });
    if (others.find((each) => each.method === method)?.blockedBy.length !== 0) return;
    const delegate = delegateOf(method);
    if (delegate === null) return;
    const reply = await call("plan.make", { answers: { ...page.wizard.draft.answers, delegate } });
    if (reply?.ok === true && reply.value.plan !== null)
      onShown({ method, plan: reply.value.plan });
  };
  const choose = (value: string): void => {
    const other = others.find(({ method }) => method === value);
    if (other === undefined) onShown(null);
    else void weigh(other.method);
  };
  const alternative = others.find(({ method }) => method === shown?.method);
  return (
    <div className="stack g12">
      <SegmentedControl
        className="ways start"
        aria-label={words.say("wizard.plan.ways")}
        value={shown?.method ?? plan.recommended}
        onChange={choose}
        data={[
          {
            value: plan.recommended,
            label: words.say("wizard.plan.best", {
              way: words.sayCode("wizard.way", plan.recommended),
            }),
          },
          ...others.map(({ method }) => ({
            value: method,
            label: words.sayCode("wizard.way", method),
          })),
        ]}
      />
      {alternative !== undefined && <Weighed alternative={alternative} />}
    </div>
  );
}

function delegateOf(method: DelegationMethod): "none" | "well-known" | "srv" | null {
  return method === "none" || method === "well-known" || method === "srv" ? method : null;
}

function Weighed({ alternative }: { readonly alternative: Alternative }) {
  const words = useWords();
  const { page, call, tell, answer } = useEngine();
  const [busy, setBusy] = useState(false);
  const isOpen = alternative.blockedBy.length === 0;
  const delegate = delegateOf(alternative.method);
  const take = async (): Promise<void> => {
    if (delegate === null) return;
    setBusy(true);
    await answer({ answers: { ...page.wizard.draft.answers, delegate } });
    const reply = await call("plan.make", {});
    setBusy(false);
    if (reply?.ok === true) tell({ event: "planned", plan: reply.value });
  };
  const heading = words.say(isOpen ? "wizard.plan.costs" : "wizard.plan.cannot-be");
  const reasons = isOpen ? alternative.cost : alternative.blockedBy;
  useTold(reasons.map(words.reason).join(" "));
  return (
    <section className="card stack g8">
      <h2 className="h3">{heading}</h2>
      <ul className="stack g8 second ink2">
        {reasons.map((each) => (
          <li key={each.code}>{words.reason(each)}</li>
        ))}
        {isOpen && alternative.cost.length === 0 && <li>{words.say("wizard.plan.no-cost")}</li>}
      </ul>
      {isOpen && delegate !== null && (
        <BusyButton
          className="start"
          variant="default"
          size="xs"
          busy={busy}
          onClick={() => void take()}
        >
          {words.say("wizard.plan.take-way")}
        </BusyButton>
      )}
    </section>
  );
}
